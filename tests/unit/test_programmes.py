"""Programmes as data, and what they ask of sites and give them."""

from pathlib import Path

import numpy as np
import pytest

from model.errors import InputError
from model.inputs.programme import read_programme
from model.instruments import INSTRUMENTS
from model.processes import programmes
from model.scenario import load_scenario
from model.simulation import advance, simulate_together, start
from model.state.kept import of_run
from model.state.state import HEALTH_SAFETY, THEMES
from model.sums import either

TEXT = """
label_en = "Trial"
why = "a test"
source = "a test"
start = "2020Q2"
joining = 1.0
inspection = 0.5
finance = 2.0
fee = 1.0

[asks]
health_safety = 0.8
"""


def written(folder: Path, text: str = TEXT, name: str = "trial") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def mix_with(folder: Path, *names: str, base: str = "null_option") -> Path:
    path = folder / f"mix_{'_'.join(names) or 'none'}.toml"
    listed = ", ".join(f'"{name}.toml"' for name in names)
    path.write_text(
        f'label_en = "With"\nwhy = "a test"\nsections = []\nbase = "{base}"\nprogrammes = [{listed}]\n',
        encoding="utf-8",
    )
    return path


def test_strength_builds_up_evenly_and_ends(tmp_path: Path) -> None:
    text = TEXT.replace("joining", 'end = "2021Q2"\nbuild_up = 4\njoining')
    programme = read_programme(written(tmp_path, text), INSTRUMENTS)
    first = programme.start
    assert [programme.strength(first + place) for place in (-1, 0, 1, 3, 4)] == [0.0, 0.25, 0.5, 1.0, 0.0]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("joining = 1.0", "joining = 2.0", "joining"),
        ("joining = 1.0", 'joining = 1.0\nend = "2020Q1"', "end must be later"),
        ("joining = 1.0", "joining = 1.0\nsites = [0.5, 0.2]", "the lower first"),
        ("joining = 1.0", 'joining = 1.0\ninstrument = "flankng"', "flanking"),
        ("health_safety = 0.8", "health_safty = 0.8", "health_safety"),
        ("finance = 2.0", "finace = 2.0", "finance"),
    ],
)
def test_mistakes_are_refused_with_what_is_allowed(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_programme(written(tmp_path, TEXT.replace(old, new)), INSTRUMENTS)


@pytest.mark.parametrize(("key", "code", "near"), [("sectors", "TEXX", "TEX"), ("countries", "BGX", "BGD")])
def test_unknown_codes_are_refused(tmp_path: Path, key: str, code: str, near: str) -> None:
    written(tmp_path, TEXT.replace("joining", f'{key} = ["{code}"]\njoining'))
    with pytest.raises(InputError, match=near):
        load_scenario(mix_with(tmp_path, "trial"), world="small")


def test_an_unknown_programme_is_refused_with_the_file_that_names_it(tmp_path: Path) -> None:
    path = mix_with(tmp_path)
    text = path.read_text(encoding="utf-8").replace("programmes = []", 'programmes = ["garment_acord"]')
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as found:
        load_scenario(path, world="small")
    assert str(found.value).startswith(f"{path}: programmes: unknown programme 'garment_acord'")
    assert "garment_accord" in str(found.value)


def test_nothing_before_the_start_and_by_hand_after_it(tmp_path: Path) -> None:
    written(tmp_path)
    world = start(load_scenario(mix_with(tmp_path, "trial"), world="small"), 1)
    advance(world)
    assert not world.state.supplier.covered.any()
    advance(world)
    supplier, company, link = world.state.supplier, world.state.company, world.state.link
    taking = of_run(world, programmes.eligible)[0]
    assert taking.links.tolist() == list(range(link.rows))
    covered = supplier.covered > 0
    assert (covered == (supplier.tier == 1)).all()
    assert supplier.inspected == pytest.approx(np.where(covered, 0.5, 0.0))
    assert supplier.finance == pytest.approx(np.where(covered, 2.0, 0.0))
    heard = 1 - (1 - 0.2) * (1 - 0.1) * (1 - 0.3) * (1 - 0.1)
    safety = supplier.programme_demand[:, HEALTH_SAFETY]
    assert safety.max() == pytest.approx(0.8 * heard, rel=1e-6)
    assert not np.delete(supplier.programme_demand, HEALTH_SAFETY, axis=1).any()
    bought = np.bincount(link.company, link.volume * covered[link.supplier], company.rows)
    assert company.programme_cost == pytest.approx(bought * (2.0 + 1.0) / company.revenue)


def test_two_programmes_add_up_as_independent_chances_and_their_finance_adds_up(tmp_path: Path) -> None:
    written(tmp_path)
    written(tmp_path, name="other")
    world = start(load_scenario(mix_with(tmp_path, "trial", "other"), world="small"), 1)
    advance(world)
    advance(world)
    supplier = world.state.supplier
    assert supplier.inspected.max() == pytest.approx(0.75)
    assert supplier.finance.max() == pytest.approx(4.0)
    assert either(np.array([0.5]), np.array([0.2])) == pytest.approx([0.6])


def test_a_programme_of_an_instrument_waits_for_it(tmp_path: Path) -> None:
    written(tmp_path, TEXT.replace("joining", 'instrument = "sector_cooperation"\njoining'))
    for base, runs in (("null_option", False), ("transparency", True)):
        scenario = load_scenario(mix_with(tmp_path, "trial", base=base), world="small")
        world = start(scenario, 1)
        while world.date <= scenario.mix.start:
            advance(world)
        assert world.national_level("sector_cooperation") == (2 if runs else 1)
        assert world.state.supplier.covered.any() == runs


def test_switched_off_no_programme_runs(tmp_path: Path) -> None:
    written(tmp_path)
    world = start(load_scenario(mix_with(tmp_path, "trial"), world="small", parameters={"programmes.active": 0}), 1)
    for _ in range(4):
        advance(world)
    assert not world.state.supplier.covered.any()
    assert not world.state.company.programme_cost.any()


def test_mixes_with_and_without_a_programme_are_the_same_until_it_starts(tmp_path: Path) -> None:
    written(tmp_path, TEXT.replace("2020Q2", "2024Q1"))
    both = [load_scenario(mix_with(tmp_path, *names), world="small") for names in ((), ("trial",))]
    without, with_it = (run.values for run in simulate_together(both, 1))
    same = 16
    assert np.array_equal(without[:same], with_it[:same], equal_nan=True)
    assert not np.array_equal(without[same:], with_it[same:], equal_nan=True)
    assert both[0].content_hash != both[1].content_hash
    assert both[0].start_hash == both[1].start_hash


def test_programmes_of_the_project_can_be_read() -> None:
    found = load_scenario(world="workplaces").programmes
    assert [programme.name for programme in found] == [
        "binding_accord",
        "code_with_audits",
        "capability_building",
        "outside_enforcement",
    ]
    assert all(len(programme.asks) == len(THEMES) for programme in found)
