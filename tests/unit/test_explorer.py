"""The explorer's file: numbers as they are stored, texts that its modules ask for, and folders that cannot be shown."""

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import run
from experiments.explorer.content import DEFAULT, Content, Named, default_folder, read_content
from experiments.explorer.packing import packed, unpacked
from experiments.explorer.page import MODULES, PARTS, explorer_page, joined_script
from experiments.explorer.texts import TEXTS
from experiments.report.outcome_facts import COMPARED
from experiments.runs.store import read_parquet
from model.errors import InputError
from model.outcomes.outcome import PERSPECTIVES

REFERENCE = Path(__file__).resolve().parents[2] / "results" / "reference"
LARGEST = 3_000_000
"""Bytes that a page of 300 draws may have."""


@pytest.fixture(scope="module")
def content() -> Content:
    return read_content(REFERENCE)


@pytest.mark.parametrize("scale", [1e-9, 1.0, 3e6])
def test_numbers_come_back_within_a_part_of_their_range(scale: float) -> None:
    values = scale * np.random.default_rng(1).normal(5.0, 1.0, (4, 50))
    values[2, 7] = np.nan
    found = unpacked(packed(values)).reshape(values.shape)
    assert np.isnan(found[2, 7]) and np.isnan(found).sum() == 1
    assert np.nanmax(np.abs(found - values)) <= np.ptp(values[np.isfinite(values)]) / 2**40


def test_halves_and_numbers_that_are_all_the_same_come_back_exactly() -> None:
    for values in ([0.0, 0.5, 12.25, -3.0], [0.1, 0.1], [0.0], [np.nan], [1e6 + 1 / 3] * 3):
        found = unpacked(packed(np.array(values)))
        assert np.array_equal(found, values, equal_nan=True)


def test_numbers_that_hardly_differ_keep_their_order() -> None:
    values = np.array([[0.3, 0.3 + 1e-15, 0.3, 0.3 - 1e-15], [1.0, np.nan, 0.0, 1.0 - 1e-14]])
    found = unpacked(packed(values, ordered=1)).reshape(values.shape)
    assert np.array_equal(np.sign(np.diff(found)), np.sign(np.diff(values)), equal_nan=True)
    assert found[0, 0] == found[0, 2] and found[1, 3] < found[1, 0]
    assert not np.array_equal(np.sign(np.diff(unpacked(packed(values)).reshape(values.shape)[0])), [1, -1, -1])


def test_the_content_is_that_of_the_tables(content: Content) -> None:
    annual, draws = (read_parquet(REFERENCE / f"{name}.parquet") for name in ("annual", "draws"))
    assert content.outcomes == COMPARED
    for row in annual[annual["mix"].isin([each.name for each in content.mixes])].iloc[::97].to_dict(orient="records"):
        place = (
            [each.name for each in content.courses].index(row["course"]),
            [each.name for each in content.mixes].index(row["mix"]),
            content.years.index(row["year"]),
            content.seeds.index(row["seed"]),
        )
        assert content.values[(slice(None), *place)].tolist() == [row[each] for each in COMPARED]
    assert content.draws[:, 0].tolist() == draws[list(content.parameters)].to_numpy()[0].tolist()


def test_modules_ask_for_texts_that_there_are_and_for_all_of_them() -> None:
    script = joined_script()
    quoted = set(re.findall(r'"([a-z_]+)"', script)) | {f"sort_{each}" for each in ("size", "order")}
    named = set(re.findall(r'say\("([a-z_]+)"', script))
    assert named <= set(TEXTS)
    assert set(TEXTS) - {"no_script", *PERSPECTIVES} - quoted == set()


def test_every_module_is_in_the_page_after_those_that_it_imports() -> None:
    assert sorted(path.stem for path in PARTS.glob("*.mjs")) == sorted(MODULES)
    for place, name in enumerate(MODULES):
        text = (PARTS / f"{name}.mjs").read_text(encoding="utf-8")
        assert set(re.findall(r'from "\./(\w+)\.mjs"', text)) <= set(MODULES[:place]), name
    assert not re.search(r"^(import|export) ", joined_script(), re.MULTILINE)


def test_a_page_of_300_draws_is_small_and_asks_for_nothing(content: Content) -> None:
    count, random = 300, np.random.default_rng(2)
    many = replace(
        content,
        seeds=tuple(range(count)),
        values=random.random((*content.values.shape[:-1], count)),
        draws=random.random((len(content.parameters), count)),
    )
    page = explorer_page(many, "en")
    assert len(page.encode()) < LARGEST
    assert set(re.findall(r"""(?:src=|href=|url\()["']?([^"'\s>)]*)""", page)) == {"data:,"}
    assert "default-src 'none'" in page
    assert page == explorer_page(many, "en")


def test_names_of_users_stay_texts(content: Content) -> None:
    hostile = Named("own", (), {"en": "</script><script>alert(1)</script>"})
    page = explorer_page(replace(content, mixes=(*content.mixes[:-1], hostile)), "en")
    assert page.count("</script>") == 2
    data = json.loads(page.partition('id="data">')[2].partition("</script>")[0])
    assert data["mixes"][-1]["label"] == {"en": hostile.labels["en"], "nl": hostile.labels["en"]}


def test_the_published_comparison_is_shown_where_no_other_is_given(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="none is published here"):
        default_folder(tmp_path)
    (tmp_path / DEFAULT).mkdir()
    assert default_folder(tmp_path) == tmp_path / DEFAULT


def test_the_verb_writes_a_page_in_a_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "new" / "page.html"
    words = ["explorer", str(REFERENCE), "--out", str(file), "--language", "nl"]
    assert run.main(words) == 0
    assert "geschreven naar" in capsys.readouterr().out
    assert '<html lang="nl">' in file.read_text(encoding="utf-8")
    assert run.main(words) == 2
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda manifest: manifest | {"verb": "robustness"}, "holds no comparison"),
        (lambda manifest: {key: each for key, each in manifest.items() if key != "shown"}, "not as it was written"),
        (lambda manifest: manifest | {"shown": []}, "holds no headline outcome"),
    ],
)
def test_other_folders_are_refused(tmp_path: Path, damage: object, message: str) -> None:
    for name in ("annual.parquet", "runs.parquet", "draws.parquet"):
        (tmp_path / name).write_bytes((REFERENCE / name).read_bytes())
    manifest = json.loads((REFERENCE / "manifest.json").read_text(encoding="utf-8"))
    (tmp_path / "manifest.json").write_text(json.dumps(damage(manifest)), encoding="utf-8")  # type: ignore[operator]
    with pytest.raises(InputError, match=message):
        read_content(tmp_path)
