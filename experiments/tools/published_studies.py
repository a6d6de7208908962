"""The published studies: the command that makes each, the names of their figures and tables, and what each took.

Figures and tables are numbered through all studies, in the order of the studies and of their files: `fig-1`, `tab-1`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from experiments.place import PUBLISHED as RESULTS
from experiments.report.terminal import shown_path
from experiments.runs.holdings import FIGURES
from experiments.runs.store import read_csv, write_csv
from experiments.runs.sweeps.estimate import duration

TIMES = "times.csv"
"""File beside the published studies with the time that each took when it was made from nothing."""
_COLUMNS = ("study", "seconds", "cores")
DRAWN = (".png", ".svg")
NOT_MEASURED = "not measured"


@dataclass(frozen=True)
class Published:
    """A published study: where it is, and the words of the command that makes it."""

    folder: Path
    words: tuple[str, ...]

    @property
    def command(self) -> str:
        """The command that makes it."""
        return " ".join(("python run.py", *(shown_path(Path(each)) for each in self.words)))


PUBLISHED: Mapping[str, Published] = {
    # more seeds than the verb's own, so that the ensemble can be looked at in parts (explorer)
    "compare": Published(RESULTS / "reference", ("compare", "--replicates", "150", "--yes")),
    # fewer futures than the verb's own, so that it is made again in minutes
    "routes": Published(RESULTS / "reference-routes", ("routes", "--futures", "40")),
    # larger samples than the verbs' own, so that more is resolved
    "sensitivity": Published(RESULTS / "reference-sensitivity", ("sensitivity", "--samples", "64", "--yes")),
    "robustness": Published(
        RESULTS / "reference-robustness", ("robustness", "--points", "80", "--scanned", "1", "--yes")
    ),
    # searches the draws of the published study of robustness
    "discover": Published(
        RESULTS / "reference-discover", ("discover", "--from", str(RESULTS / "reference-robustness"))
    ),
    "ablate": Published(RESULTS / "reference-ablate", ("ablate", "--yes")),
    "pressure": Published(RESULTS / "reference-pressure", ("pressure", "--replicates", "8")),
    # some twenty minutes; the ensemble that it gives is kept in scenarios/ensembles
    "calibrate": Published(RESULTS / "reference-calibration", ("calibrate", "--yes")),
    # more draws than the verb's own, so that chance decides fewer verdicts near a bound
    "validate": Published(RESULTS / "reference-validation", ("validate", "--draws", "300", "--yes")),
    # values what the draws of the published study of robustness could be known by
    "value-of-information": Published(
        RESULTS / "reference-information-value",
        ("value-of-information", "--from", str(RESULTS / "reference-robustness")),
    ),
}
"""The published studies, by the verb that makes them."""


@dataclass(frozen=True)
class Exhibit:
    """A published figure or table.

    Attributes:
        name: its short name, such as `fig-2`.
        study: the verb that makes the study.
        place: of its file in the folder of the study, of a figure that of the image in pixels.
    """

    name: str
    study: str
    place: str

    @property
    def is_figure(self) -> bool:
        """Whether it is a figure and no table."""
        return self.place.startswith(f"{FIGURES}/")

    @property
    def places(self) -> tuple[str, ...]:
        """All of its files: a figure has an image in pixels and one in lines."""
        stem = self.place.removesuffix(DRAWN[0])
        return tuple(f"{stem}{ending}" for ending in DRAWN) if self.is_figure else (self.place,)

    @property
    def about(self) -> str:
        """What it is about, by the name of its file."""
        stem = Path(self.place).stem
        return re.sub(r"^\d+_", "", stem).replace("_", " ")


def exhibits(studies: Mapping[str, Published]) -> dict[str, Exhibit]:
    """Return the figures and then the tables of the published studies, by name.

    Args:
        studies: the studies by their verb; of one that is not published yet nothing is listed.
    """
    found = [
        Exhibit(f"{kind}-{number}", study, place)
        for kind, places in (("fig", _figures), ("tab", _tables))
        for number, (study, place) in enumerate(
            ((study, place) for study, published in studies.items() for place in places(published.folder)), start=1
        )
    ]
    return {each.name: each for each in found}


def _figures(folder: Path) -> Iterator[str]:
    """Yield the figures of a study in the order of the number that their name begins with."""
    for path in sorted((folder / FIGURES).glob(f"*{DRAWN[0]}"), key=lambda each: (_number(each), each.name)):
        yield f"{FIGURES}/{path.name}"


def _number(path: Path) -> int:
    found = re.match(r"\d+", path.name)
    return int(found[0]) if found else 0


def _tables(folder: Path) -> Iterator[str]:
    yield from sorted(path.name for path in folder.glob("*.csv"))


def time_said(study: str, published: Published) -> str:
    """Return in words how long a study took when it was published, and on how many cores."""
    row = _times(published).get(study)
    return f"{duration(row[0])} on {row[1]} core{'s' if row[1] > 1 else ''}" if row else NOT_MEASURED


def record_time(study: str, published: Published, seconds: float, cores: int) -> None:
    """Write down what a study took, beside its folder.

    Args:
        study: its verb.
        published: where it is.
        seconds: from the command to the finished folder.
        cores: processes that worked at it.
    """
    times = {**_times(published), study: (round(seconds), cores)}
    rows = [(name, *times[name]) for name in sorted(times)]
    write_csv(published.folder.parent / TIMES, pd.DataFrame(rows, columns=list(_COLUMNS)))


def _times(published: Published) -> dict[str, tuple[int, int]]:
    path = published.folder.parent / TIMES
    if not path.is_file():
        return {}
    return {str(study): (int(seconds), int(cores)) for study, seconds, cores in read_csv(path).itertuples(index=False)}
