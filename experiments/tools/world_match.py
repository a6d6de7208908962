"""How near a built world comes to its input tables: firms, imports, workers, Dutch share and origins."""

from __future__ import annotations

import numpy as np
import pandas as pd

from model.building.strata import BILLION, MILLION
from model.inputs.tables import Tables, country_index, world_imports
from model.state.state import EU, NLD, REGIONS, Array, State

UNITS = {
    "firms": "firms",
    "imports": "EUR bn/year",
    "workers": "workers",
    "dutch_share": "share",
    "origin_share": "share",
}
"""Unit of each quantity that is compared."""
_COLUMNS = ("quantity", "unit", "sector", "region", "country", "table", "built")
_WHOLE_EU = "EU with NLD"


def match_report(tables: Tables, state: State) -> pd.DataFrame:
    """Compare a freshly built world with the tables it was built from.

    Args:
        tables: the tables as drawn for the world (`model.building.population.build` returns them).
        state: the state before anything has happened.

    Returns:
        One row a comparison: quantity (`firms`, `imports`, `workers`, `dutch_share`, `origin_share`), unit,
        sector, region of the buyer, country of origin (blank where it does not apply), the figure of the table,
        the figure as built, and `difference`: relative, but in shares of the whole for the two kinds of share.
    """
    rows = [*_companies(tables, state), *_chains(tables, state), *_origins(tables, state)]
    report = pd.DataFrame(rows, columns=list(_COLUMNS))
    absolute = report["built"] - report["table"]
    shares = report["quantity"].str.endswith("_share")
    scale = report["table"].where(~shares & (report["table"] != 0), 1.0)
    report["difference"] = absolute / scale
    return report


_Row = tuple[str, str, str, str, str, float, float]


def _companies(tables: Tables, state: State) -> list[_Row]:
    """Compare firms and imports by sector and region."""
    codes, company, table = tables.sectors["code"].tolist(), state.company, tables.firms
    imports = world_imports(tables)
    rows: list[_Row] = []
    for sector, code in enumerate(codes):
        for region, name in enumerate(REGIONS):
            inside = (company.sector == sector) & (company.region == region)
            listed = (table["sector"] == code) & (table["region"] == name)
            wanted, built = float(table["n_firms"][listed].sum()), float(company.firms[inside].sum())
            rows.append(("firms", UNITS["firms"], code, name, "", wanted, built))
            bought = float(company.imports[inside].sum()) / BILLION
            rows.append(("imports", UNITS["imports"], code, name, "", float(imports[name][sector]), bought))
    return rows


def _chains(tables: Tables, state: State) -> list[_Row]:
    """Compare workers and the Dutch share of sales by sector."""
    supplier, imports = state.supplier, world_imports(tables)
    world = np.sum([imports[name] for name in REGIONS], axis=0)
    workers = world * BILLION / MILLION * tables.sectors["workers_per_meur_imports"]
    dutch = np.divide(imports["NLD"], world, out=np.zeros(len(world)), where=world > 0)
    rows: list[_Row] = []
    for sector, code in enumerate(tables.sectors["code"].tolist()):
        inside = supplier.sector == sector
        built = float(supplier.workers[inside].sum())
        rows.append(("workers", UNITS["workers"], code, "", "", float(workers[sector]), built))
        sold = supplier.base_volume[inside]
        share = float((sold * supplier.dutch_share[inside]).sum() / max(float(sold.sum()), 1.0))
        rows.append(("dutch_share", UNITS["dutch_share"], code, "NLD", "", float(dutch[sector]), share))
    return rows


def built_origin_shares(state: State, sectors: int) -> Array:
    """Return the shares of origins in first-tier purchases, shape (sectors, 2, countries + 1); NLD, whole EU."""
    link, company, supplier = state.link, state.company, state.supplier
    volume = np.zeros((sectors, 2, state.country.rows))
    region = company.region[link.company]
    for place, buyers in enumerate([region == NLD, (region == NLD) | (region == EU)]):
        chosen = buyers & (link.tier == 1)
        seller = link.supplier[chosen]
        np.add.at(volume[:, place], (supplier.sector[seller], supplier.country[seller]), link.volume[chosen])
    total = volume.sum(axis=2, keepdims=True)
    shares: Array = np.divide(volume, total, out=np.zeros_like(volume), where=total > 0)
    return shares


def _origins(tables: Tables, state: State) -> list[_Row]:
    """Compare the shares of origins in the imports of the Netherlands and of the whole EU."""
    codes, places = tables.sectors["code"].tolist(), country_index(tables)
    built = built_origin_shares(state, len(codes))
    table = tables.import_origins
    columns = ("sector", "destination", "origin_iso3", "share_of_extra_eu_imports")
    rows: list[_Row] = []
    for code, destination, origin, share in zip(*(table[name].tolist() for name in columns), strict=True):
        place = 0 if destination == "NLD" else 1
        name = "NLD" if destination == "NLD" else _WHOLE_EU
        found = float(built[codes.index(code), place, places[origin]])
        rows.append(("origin_share", UNITS["origin_share"], code, name, origin, float(share), found))
    return rows
