"""A world file: the period, how many agents stand for the real ones, the input tables and the shocks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from model.errors import InputError, wrong_value
from model.inputs.toml_input import Field, list_of, number, quarter, read_table, read_toml, table, text, yes_no
from model.vocabulary import TIERS

DATA = Path(__file__).resolve().parents[2] / "scenarios" / "data"

_FIELDS: dict[str, Field] = {
    "label_en": text(),
    "label_nl": text(default=""),
    "why": text(),
    "start": quarter(),
    "end": quarter(),
    "burn_in": number(0, 200, whole=True),
    "scale": number(0.05, 100, 1.0),
    "companies": table(),
    "suppliers": number(50, 1e6, whole=True),
    "supplier_strata": list_of(table(), ()),
    "input_uncertainty": number(0, 1, 0.0),
    "data": text(None),
    "shocks": table({}),
    "programmes": list_of(text(), ()),
    "oversample": table({}),
    "plugins": list_of(text(), ()),
    "schedule": list_of(text(), None),
}
_COMPANY_FIELDS: dict[str, Field] = {
    "NLD": number(20, 1e5, whole=True),
    "EU": number(20, 1e5, whole=True),
    "ROW": number(20, 1e5, whole=True),
}
_STRATUM_FIELDS: dict[str, Field] = {
    "sector": text(),
    "country": text(),
    "tier": number(1, TIERS, whole=True),
    "agents": number(1, 1e5, whole=True),
}
_OVERSAMPLE_FIELDS: dict[str, Field] = {"homes": table({}), "sectors": table({})}
_MOST_STAFF, _MOST_COMPANIES = 1e6, 1e5
_SHOCK_FIELDS: dict[str, Field] = {"covid": yes_no(False), "regionalisation": yes_no(False)}


@dataclass(frozen=True)
class SupplierStratum:
    """Suppliers of a sector, country (ISO code) and tier that get at least so many agents, since many look at them."""

    sector: str
    country: str
    tier: int
    agents: int


@dataclass(frozen=True)
class Oversampled:
    """Extra companies of a home country, from a number of staff on."""

    home: str
    staff: int
    companies: int


@dataclass(frozen=True)
class WorldSettings:
    """What a world file says. Quarters count from year 0; `companies` follows REGIONS; counts are before `scale`.

    `supplier_strata` says where there are at least so many suppliers, whatever the scale; totals of volume and workers
    stay.
    """

    name: str
    label_en: str
    label_nl: str
    why: str
    start: int
    end: int
    burn_in: int
    scale: float
    companies: tuple[int, int, int]
    suppliers: int
    supplier_strata: tuple[SupplierStratum, ...]
    input_uncertainty: float
    data: str | None
    covid: bool
    regionalisation: bool
    oversampled: tuple[Oversampled, ...] = ()
    """Extra companies by home and staff, beside `companies`."""
    oversampled_sectors: tuple[tuple[str, int], ...] = ()
    """Extra Dutch companies by code of the sector."""

    @property
    def quarters(self) -> int:
        """Number of quarters simulated after burn-in."""
        return self.end - self.start + 1

    @property
    def data_folder(self) -> Path:
        """Folder of the input tables."""
        return DATA if self.data is None else Path(self.data)

    @property
    def table_folder(self) -> Path | None:
        """Folder of input tables for `load_tables`: None for the project's own."""
        return None if self.data_folder == DATA else self.data_folder


@dataclass(frozen=True)
class Extensions:
    """What a world file adds: paths of plug-ins beside it, an order of processes, if it gives one, and programmes."""

    plugins: tuple[str, ...]
    schedule: tuple[str, ...] | None
    programmes: tuple[str, ...]


def read_extensions(path: Path) -> Extensions:
    """Read what a world file adds to the model; for errors see `read_world_settings`."""
    values = read_table(read_toml(path), _FIELDS, str(path))
    return Extensions(values["plugins"], values["schedule"], values["programmes"])


def read_world_settings(path: Path) -> WorldSettings:
    """Read a world file.

    Raises:
        InputError: for wrong keys or values, or an end before the start.
    """
    values = read_table(read_toml(path), _FIELDS, str(path))
    for region in values["companies"]:
        if region not in _COMPANY_FIELDS:
            raise InputError(
                f"{path}: companies: unknown key '{region}'; allowed: {', '.join(_COMPANY_FIELDS)}, since the focus is"
                " the Netherlands (docs/focus.md)"
            )
    companies = read_table(values.pop("companies"), _COMPANY_FIELDS, f"{path}: companies")
    del values["plugins"], values["schedule"], values["programmes"]  # see `read_extensions`
    values["supplier_strata"] = tuple(
        SupplierStratum(**read_table(each, _STRATUM_FIELDS, f"{path}: supplier_strata"))
        for each in values["supplier_strata"]
    )
    homes, sectors = _oversampled(values.pop("oversample"), f"{path}: oversample")
    shocks = read_table(values.pop("shocks"), _SHOCK_FIELDS, f"{path}: shocks")
    if values["end"] <= values["start"]:
        raise InputError(f"{path}: end must be later than start")
    if values["data"] is not None:
        values["data"] = str((path.parent / values["data"]).resolve())
    values |= {"oversampled": homes, "oversampled_sectors": sectors}
    return WorldSettings(name=path.stem, companies=tuple(companies.values()), **values, **shocks)


def _oversampled(given: object, where: str) -> tuple[tuple[Oversampled, ...], tuple[tuple[str, int], ...]]:
    """Read which strata have extra companies: by home and least staff, and by Dutch sector."""
    parts = read_table(given, _OVERSAMPLE_FIELDS, where)
    companies = number(1, _MOST_COMPANIES, whole=True)
    homes = []
    for home, bands in parts["homes"].items():
        place = f"{where}: homes: {home}"
        if not isinstance(bands, dict):
            raise wrong_value(f"{where}: homes", home, bands, "a table of companies by least staff, as { 500 = 30 }")
        for staff in bands:
            if not staff.isdecimal() or int(staff) > _MOST_STAFF:
                raise wrong_value(place, "staff", staff, f"a whole number from 0 to {_MOST_STAFF:g}")
        read = read_table(bands, dict.fromkeys(bands, companies), place)
        homes += [Oversampled(home, int(staff), count) for staff, count in read.items()]
    named = parts["sectors"]
    return tuple(homes), tuple(read_table(named, dict.fromkeys(named, companies), f"{where}: sectors").items())
