"""The project's own input tables, and what is derived from them."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from model.errors import InputError
from model.inputs import misfits
from model.inputs.table_format import DATA_FOLDER, dictionary
from model.inputs.tables import (
    TABLE_NAMES,
    Tables,
    country_index,
    country_risk,
    country_values,
    load_tables,
    rank,
    sector_severities,
    world_imports,
)
from model.observations import table as observations
from model.outcomes import goals
from model.politics import tables as politics


def with_column(tables: Tables, name: str, **columns: np.ndarray) -> Tables:
    """Return tables in which columns of one table are replaced."""
    return dataclasses.replace(tables, **{name: getattr(tables, name).with_columns(columns)})


def test_project_tables_load_from_any_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    tables = load_tables()
    assert len(tables.countries) == 54
    assert len(tables.sectors) == 13
    assert len(tables.import_origins) == 501
    assert len(tables.jurisdictions) == 40
    assert load_tables() is tables


def test_dictionary_describes_every_table_and_nothing_else() -> None:
    described = {*TABLE_NAMES, *politics.TABLE_NAMES, goals.NAME, observations.NAME, misfits.NAME}
    assert set(dictionary()) == described
    assert {path.stem for path in DATA_FOLDER.glob("*.csv")} == described | {"columns"}


def test_every_number_has_a_unit_and_a_bounded_legal_range() -> None:
    for name in TABLE_NAMES:
        for rule in dictionary()[name].values():
            if rule.numeric:
                assert np.isfinite([rule.low, rule.high]).all(), (name, rule.column)
                assert rule.low < rule.high, (name, rule.column)
                assert rule.unit, (name, rule.column)


def test_tables_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        load_tables().sectors["sev_gender"][0] = 0.0


def test_every_row_names_source_year_and_confidence() -> None:
    tables = load_tables()
    graded = [name for name in TABLE_NAMES if name != "calibration_targets"]
    for name in graded:
        for column in ("source", "year", "confidence"):
            assert (getattr(tables, name)[column] != "").all(), (name, column)


def test_weights_of_home_countries_are_shares_of_the_regional_product() -> None:
    homes = load_tables().jurisdictions
    for region in ("NLD", "EU", "ROW"):
        rows = homes["region"] == region
        product = homes["gdp_2019_bn_usd"][rows]
        np.testing.assert_allclose(homes["weight"][rows], product / product.sum(), atol=1e-6)
    assert np.count_nonzero(homes["region"] == "EU") == 26


def test_unknown_column_or_row_of_a_table_is_named() -> None:
    tables = load_tables()
    with pytest.raises(InputError, match=r"sectors\.csv: unknown column 'sev_gendre'; did you mean 'sev_gender'"):
        tables.sectors["sev_gendre"]
    with pytest.raises(InputError, match="unknown row 'NDL'"):
        tables.jurisdictions.row("NDL")
    with pytest.raises(InputError, match="unknown numeric column 'foa_note'"):
        country_values(tables, "foa_note")


def test_rank_by_hand_with_ties() -> None:
    # Sorted: 1, 2, 2, 5, 9; places 0, 1.5, 1.5, 3, 4 of 4.
    np.testing.assert_allclose(rank(np.array([5.0, 2.0, 9.0, 2.0, 1.0])), [0.75, 0.375, 1.0, 0.375, 0.0])
    np.testing.assert_allclose(rank(np.array([3.0, 3.0, 3.0])), 0.5)


def test_country_values_are_capped_filled_and_closed_with_the_mean() -> None:
    tables = load_tables()
    index = country_index(tables)
    children = country_values(tables, "child_labour_pct")
    assert children[index["KEN"]] == 23.9
    assert children[index["ETH"]] == 44.945
    assert children[index["JPN"]] == children[index["KOR"]] == children[index["TWN"]] == 0.0
    assert children[index["OTH"]] == pytest.approx(children[:-1].mean())


def test_missing_value_takes_the_mean_of_its_ilo_region() -> None:
    tables = load_tables()
    index = country_index(tables)
    density = country_values(tables, "union_density_pct")
    known = tables.countries["union_density_pct"]
    american = (tables.countries["ilo_region"] == "Americas") & ~np.isnan(known)
    assert density[index["ECU"]] == pytest.approx(known[american].mean())
    # Neither of the two Arab states has a figure: the mean of all countries.
    assert density[index["SAU"]] == density[index["IRQ"]] == pytest.approx(np.nanmean(known))


def test_country_index_follows_the_table_and_ends_with_other() -> None:
    index = country_index(load_tables())
    assert index["BGD"] == 0
    assert index["OTH"] == len(index) - 1 == 54


def test_country_risk_by_hand_for_child_labour() -> None:
    tables = load_tables()
    index = country_index(tables)
    risk = country_risk(tables)
    children = country_values(tables, "child_labour_pct")[:-1]
    law = tables.countries["wgi_rule_of_law_2019"]
    own = index["BGD"]
    fewer = np.count_nonzero(children < children[own]) + 0.5 * (np.count_nonzero(children == children[own]) - 1)
    better = np.count_nonzero(law > law[own]) + 0.5 * (np.count_nonzero(law == law[own]) - 1)
    assert risk[own, 0] == pytest.approx(0.7 * fewer / 53 + 0.3 * better / 53)


def test_country_risk_is_a_score_and_other_is_neutral() -> None:
    tables = load_tables()
    risk = country_risk(tables)
    assert risk.shape == (55, 8)
    assert risk.min() >= 0.0
    assert risk.max() <= 1.0
    np.testing.assert_allclose(risk[-1], risk[:-1].mean(axis=0))
    # A mean of ranks over all countries is one half, whatever the weights.
    np.testing.assert_allclose(risk[-1], 0.5)


def test_country_risk_goes_by_rank_not_by_level() -> None:
    tables = load_tables()
    law = tables.countries["wgi_rule_of_law_2019"]
    stretched = with_column(tables, "countries", wgi_rule_of_law_2019=np.exp(law))
    np.testing.assert_allclose(country_risk(stretched), country_risk(tables))


def test_worse_law_raises_the_risk_of_that_country_and_of_no_other() -> None:
    tables = load_tables()
    own = country_index(tables)["NOR"]
    law = tables.countries["wgi_rule_of_law_2019"].copy()
    law[own] = -2.5
    before, after = (
        country_risk(tables),
        country_risk(with_column(tables, "countries", wgi_rule_of_law_2019=law)),
    )
    # Freedom of association does not rest on the rule of law.
    assert (after[own] > before[own]).tolist() == [True, True, False, True, True, True, True, True]
    assert (np.delete(after, [own, 54], axis=0) <= np.delete(before, [own, 54], axis=0)).all()


def test_severities_follow_the_order_of_sectors_and_themes() -> None:
    severities = sector_severities(load_tables())
    assert severities.shape == (13, 8)
    # Clothing: child labour .55, freedom of association .8, land rights .15.
    assert severities[0, [0, 2, 7]].tolist() == [0.55, 0.8, 0.15]


def test_world_imports_by_hand() -> None:
    imports = world_imports(load_tables())
    # Clothing: 10 of 80 Dutch, and the EU 34% of world demand.
    assert imports["NLD"][0] == 10.0
    assert imports["EU"][0] == 70.0
    assert imports["EU_TOTAL"][0] == 80.0
    assert imports["ROW"][0] == pytest.approx(80.0 / 0.34 - 80.0)
    assert all(values[11] == 0.0 for values in imports.values())
