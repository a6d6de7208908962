"""A programme in producing countries as data: who takes part, what is asked, by what means, from when to when.

A covenant with producers, a binding accord of brands and unions, building of capability, a code with audits and nothing
else are four such files in `scenarios/programmes`. A world or a mix names those that run in it; one that names an
instrument runs only while that instrument is strengthened by the Netherlands or embedded in the EU.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model.errors import InputError, unknown_name
from model.inputs.tables import Tables
from model.inputs.toml_input import Field, list_of, number, one_of, quarter, read_table, read_toml, table, text
from model.scenario_files import find_named
from model.state.state import REGIONS, THEMES, TIERS

_FIELDS: dict[str, Field] = {
    "label_en": text(),
    "label_nl": text(default=""),
    "why": text(),
    "source": text(),
    "start": quarter(),
    "end": quarter(None),
    "build_up": number(1, 80, 1, whole=True),
    "instrument": text(None),
    "homes": list_of(one_of(REGIONS), REGIONS),
    "joining": number(0, 1),
    "sectors": list_of(text(), ()),
    "countries": list_of(text(), ()),
    "tiers": list_of(number(1, TIERS, whole=True), (1,)),
    "least_share": number(0, 1, 0.0),
    "sites": list_of(number(0, 1), (0.0, 1.0)),
    "asks": table({}),
    "orders_at_stake": number(0, 1, 0.0),
    "inspection": number(0, 1, 0.0),
    "voice": number(0, 1, 0.0),
    "management_training": number(0, 1, 0.0),
    "technical_training": table({}),
    "finance": number(0, 50, 0.0),
    "fee": number(0, 50, 0.0),
}
_BY_THEME: dict[str, Field] = {theme: number(0, 1, 0.0) for theme in THEMES}


@dataclass(frozen=True)
class Programme:
    """A programme. Quarters count from year 0.

    Attributes:
        start: first quarter; `end` is the first quarter after it, None for no end.
        build_up: quarters in which it grows to full strength, evenly.
        instrument: the instrument on which it depends; None where it runs by itself.
        homes: home regions of the buyers that may join.
        joining: chance that each of these buyers joins.
        sectors: codes of sectors of buyers and sites; empty for all.
        countries: ISO codes of countries of sites; empty for all.
        tiers: of sites.
        least_share: share of a site's sales to members from which it takes part, 0-1.
        sites: the part of the sites that takes part by lot, as two bounds in 0-1; others can serve as a control group.
        asks: what members ask of sites together, by theme, 0-1; audits of members themselves are part of it.
        orders_at_stake: how credible it is that members end orders at sites that lag behind, 0-1.
        inspection: independent inspection, which counts as enforcement, 0-1.
        voice: committees and complaint routes at sites, which count as voice of workers, 0-1.
        management_training: training of management on site, 0-1.
        technical_training: training by theme, 0-1.
        finance: money for improvement that members pay, pp of the FOB value.
        fee: what running it costs members, % of their purchases at sites that take part.
    """

    name: str
    label_en: str
    label_nl: str
    why: str
    source: str
    start: int
    end: int | None
    build_up: int
    instrument: str | None
    homes: tuple[str, ...]
    joining: float
    sectors: tuple[str, ...]
    countries: tuple[str, ...]
    tiers: tuple[int, ...]
    least_share: float
    sites: tuple[float, float]
    asks: tuple[float, ...]
    orders_at_stake: float
    inspection: float
    voice: float
    management_training: float
    technical_training: tuple[float, ...]
    finance: float
    fee: float

    def strength(self, date: int) -> float:
        """Return how far it is built up in a quarter (from year 0), 0-1; 0 before its start and after its end."""
        if date < self.start or (self.end is not None and date >= self.end):
            return 0.0
        return min(1.0, (date - self.start + 1) / self.build_up)


def read_programme(path: Path, instruments: Iterable[str]) -> Programme:
    """Read the file of a programme.

    Args:
        path: the file.
        instruments: names of instruments that it may depend on.

    Raises:
        InputError: for wrong keys or values, an end before the start, or bounds of sites in the wrong order.
    """
    values = read_table(read_toml(path), _FIELDS, str(path))
    for key in ("asks", "technical_training"):
        values[key] = tuple(read_table(values[key], _BY_THEME, f"{path}: {key}")[theme] for theme in THEMES)
    if values["end"] is not None and values["end"] <= values["start"]:
        raise InputError(f"{path}: end must be later than start")
    if len(values["sites"]) != 2 or values["sites"][0] >= values["sites"][1]:  # noqa: PLR2004 - a lower and an upper
        raise InputError(f"{path}: sites = {list(values['sites'])}; allowed: two numbers from 0 to 1, the lower first")
    if values["instrument"] is not None and values["instrument"] not in (known := tuple(instruments)):
        raise unknown_name(f"{path}: instrument", "instrument", values["instrument"], known)
    return Programme(name=path.stem, **values)


def read_programmes(
    named: Iterable[tuple[str, Path]], tables: Tables, instruments: Iterable[str]
) -> tuple[Programme, ...]:
    """Read programmes by name or path, each once, in the order in which they are named.

    Args:
        named: names as written, each with the file that names it.
        tables: the input tables, for the codes of sectors and countries.
        instruments: names of instruments that a programme may depend on.
    """
    paths = [find_named("programmes", "programme", name, file, "programmes") for name, file in named]
    found = []
    for path in dict.fromkeys(each.resolve() for each in paths):
        programme = read_programme(path, instruments)
        check_codes(programme, tables, str(path))
        found.append(programme)
    return tuple(found)


def check_codes(programme: Programme, tables: Tables, where: str) -> None:
    """Refuse a sector or country that the tables do not have.

    Raises:
        InputError: naming the file, the key and the nearest valid code.
    """
    known: Mapping[str, Any] = {"sectors": tables.sectors["code"], "countries": tables.countries["iso3"]}
    for key, codes in known.items():
        valid = [str(code) for code in codes]
        for code in getattr(programme, key):
            if code not in valid:
                raise unknown_name(f"{where}: {key}", key, code, valid)
