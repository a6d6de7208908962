"""Chunks that are damaged, swapped, foreign or gone: found out, and done again."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from experiments.runs import chunk_store, manifest
from experiments.runs.chunk_store import BrokenChunk, chunk_path, read_chunk
from experiments.runs.engine import Done, ThisMachine, perform
from experiments.runs.errors import StudyError
from experiments.runs.sweeps.design import SweepDesign
from experiments.runs.sweeps.task import SweepWork
from tests.unit import fake_sweep
from tests.unit.sweep_files import TEXT, Interrupted, design_of, everything, make

FLIPS = 400


@pytest.fixture(autouse=True)
def same_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what others do to the checkout out of manifests."""
    monkeypatch.setattr(manifest, "commit", lambda: "of this test")


@pytest.fixture(scope="module")
def design(tmp_path_factory: pytest.TempPathFactory) -> SweepDesign:
    return design_of(tmp_path_factory.mktemp("sweep"))


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> SweepDesign:
    return design_of(tmp_path_factory.mktemp("other"), TEXT.replace("0.08", "0.09"))


@pytest.fixture(scope="module")
def expected(design: SweepDesign, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("expected") / "a"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest, "commit", lambda: "of this test")
        make(design, folder)
    return everything(folder)


def made(design: SweepDesign, number: int) -> Done:
    return perform(SweepWork.of(design, fake_sweep.simulate), list(design.tasks())[number])


def test_no_flipped_bit_is_read_as_other_numbers(design: SweepDesign, tmp_path: Path) -> None:
    task, done = next(iter(design.tasks())), made(design, 0)
    study, path = SweepWork.of(design).study, tmp_path / "chunk"
    path.write_bytes(done.chunk)
    right = read_chunk(path, study, task.runs)
    generator, refused = random.Random(1), 0
    for _ in range(FLIPS):
        changed = bytearray(done.chunk)
        place = generator.randrange(8 * len(changed))
        changed[place // 8] ^= 1 << place % 8
        path.write_bytes(bytes(changed))
        try:
            found = read_chunk(path, study, task.runs)
        except BrokenChunk:
            refused += 1
        else:
            assert found.rows.equals(right.rows) and found.notes == right.notes
    assert refused > FLIPS / 2


def test_other_readers_find_checksums_of_pages(design: SweepDesign, tmp_path: Path) -> None:
    path = tmp_path / "chunk.parquet"
    content = bytearray(made(design, 0).chunk)
    path.write_bytes(bytes(content))
    with pq.ParquetFile(path) as file:
        begin = file.metadata.row_group(0).column(2).data_page_offset
        size = file.metadata.row_group(0).column(2).total_compressed_size
    content[begin + size - 3] ^= 1
    path.write_bytes(bytes(content))
    with pytest.raises(OSError, match=r"checksum|CRC"):
        pq.read_table(path, page_checksum_verification=True)


@pytest.mark.parametrize("notes", [{"errors": {"0": "x"}}, {}])
def test_what_is_said_of_the_runs_is_kept(
    notes: dict[str, dict[str, str]], design: SweepDesign, tmp_path: Path
) -> None:
    rows = SweepWork.of(design, fake_sweep.simulate).content(next(iter(design.tasks()))).rows
    (tmp_path / "a").write_bytes(chunk_store.encode(chunk_store.Content(rows, notes), "study", range(3)))
    assert read_chunk(tmp_path / "a", "study", range(3)).notes == notes
    for study, runs in (("another", range(3)), ("study", range(4)), ("study", range(0, 6, 2))):
        with pytest.raises(BrokenChunk, match="other runs"):
            read_chunk(tmp_path / "a", study, runs)


def swapped(folder: Path, other: SweepDesign) -> None:
    one, two, aside = chunk_path(folder, 2), chunk_path(folder, 4), folder / "aside"
    one.rename(aside)
    two.rename(one)
    aside.rename(two)


def foreign(folder: Path, other: SweepDesign) -> None:
    chunk_path(folder, 2).write_bytes(made(other, 2).chunk)


def extra(folder: Path, other: SweepDesign) -> None:
    shutil.copyfile(chunk_path(folder, 2), chunk_path(folder, 10))


def gone(folder: Path, other: SweepDesign) -> None:
    chunk_path(folder, 2).unlink()


def halved(folder: Path, other: SweepDesign) -> None:
    content = chunk_path(folder, 2).read_bytes()
    chunk_path(folder, 2).write_bytes(content[: len(content) // 2])


def flipped(folder: Path, other: SweepDesign) -> None:
    content = bytearray(chunk_path(folder, 2).read_bytes())
    content[40] ^= 8
    chunk_path(folder, 2).write_bytes(bytes(content))


DAMAGES = (swapped, foreign, extra, gone, halved, flipped)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_chunk_is_done_again(
    damage: Callable[[Path, SweepDesign], None],
    design: SweepDesign,
    other: SweepDesign,
    expected: dict[str, bytes],
    tmp_path: Path,
) -> None:
    make(design, tmp_path / "a", shard=(1, 2))
    damage(tmp_path / "a", other)
    make(design, tmp_path / "a")
    assert everything(tmp_path / "a") == expected


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_chunk_that_is_damaged_while_the_sweep_runs_is_done_again(
    damage: Callable[[Path, SweepDesign], None],
    design: SweepDesign,
    other: SweepDesign,
    expected: dict[str, bytes],
    tmp_path: Path,
) -> None:
    make(design, tmp_path / "a", shard=(1, 2))
    make(design, tmp_path / "a", Interrupted(ThisMachine(1), lambda: damage(tmp_path / "a", other)), confirmed=True)
    assert everything(tmp_path / "a") == expected


def test_chunks_that_keep_vanishing_end_in_words(design: SweepDesign, tmp_path: Path) -> None:
    class Vanishing(Interrupted):
        """Removes what there is whenever tasks are begun."""

        def run(self, *arguments):
            for path in chunk_store.chunks_in(tmp_path / "a").values():
                path.unlink()
            yield from super().run(*arguments)

    make(design, tmp_path / "a", shard=(1, 2))
    with pytest.raises(StudyError, match="vanish or change"):
        make(design, tmp_path / "a", Vanishing(ThisMachine(1), lambda: None), confirmed=True)
    assert not (tmp_path / "a" / "manifest.json").exists()
