"""The laws of a scenario as arrays: whom each may bind, from when, and on what terms."""

from __future__ import annotations

import numpy as np

from model.inputs.law import EUROPEAN_UNION, REMEDY_STEP, SIZE_CLASSES, Law
from model.inputs.law_references import SELLERS, check_places
from model.inputs.tables import Tables
from model.scenario import Scenario
from model.state.state import EU, NLD, ROW, THEMES, Array, BoolArray, Company, IntArray

NEVER = 10**6
"""A quarter after every run."""
_TINY = np.finfo(float).tiny


class Routes:
    """What some laws open to those harmed, by groups of themes that all of them treat alike.

    Attributes:
        groups: the themes of each group (C), as positions; themes that no law covers are in none.
        laws: the laws that cover each group, as positions.
    """

    def __init__(self, themes: Array, chosen: BoolArray) -> None:
        """Group the themes (L x 8) of the laws that are `chosen` (L)."""
        laws = np.flatnonzero(chosen)
        sets, of_theme = np.unique(themes[laws].T, axis=0, return_inverse=True)
        numbers = [number for number, covered in enumerate(sets) if covered.any()]
        self.groups = tuple(np.flatnonzero(of_theme.ravel() == number) for number in numbers)
        self.laws = tuple(laws[sets[number] > 0] for number in numbers)

    def by_theme(self, scope: Array) -> Array:
        """Return the strength of the law that binds a company most, N x 8, by theme; `scope` is N x L."""
        found = np.zeros((len(scope), len(THEMES)), order="F")
        for themes, strength in zip(self.groups, self.by_group(scope), strict=True):
            for theme in themes:
                found[:, theme] = strength
        return found

    def by_group(self, scope: Array) -> Array:
        """Return the same by group of themes, C x N."""
        found = np.zeros((len(self.groups), len(scope)))
        for strength, laws in zip(found, self.laws, strict=True):
            for law in laws:
                np.maximum(strength, scope[:, law], out=strength)
        return found


class LawBook:
    """Arrays over laws (L) and companies (N), fixed for the run.

    Attributes:
        eligible: N x L, 0-1, strength with which each law would bind at full intensity.
        application: N x L, quarter (from year 0) from which a law binds a company of its size, NEVER when it does not.
        last: L, quarter from which a law binds all that it ever binds; announced: L, in which it became known.
        themes: L x 8, 1 where the law mandates a theme; theme_share: L, its mean.
        demands, demand: the distinct pairs of theme share and result share (G x 2), and which of them each law has.
        of_demand: the laws with each such pair.
        theme_sets, of_theme_set: the distinct sets of themes (S x 8), and the laws that mandate each.
        substantive_share: L, share of steps that paper cannot meet; step_share: L, share of all six that is asked.
        hearing, ordering, liable: what laws open to those harmed, by groups of themes (`Routes`): complaints to a
            regulator that cannot order remedy; to one that can; claims in court.
        european: L, whether the law is a European one; movable: L, whether it is one of an instrument besides.
        established: L, whether it binds by home rather than by sales.
        grace, member_grace: L, quarters to prepare, for all and for members of a covenant.
        end: L, quarter in which a law ends, NEVER when it does not; amends: L, the law whose place it takes, else -1.
    """

    def __init__(self, scenario: Scenario, company: Company, tables: Tables) -> None:
        """Work out the arrays; raises `InputError` for a jurisdiction or sector without a row."""
        laws = scenario.laws
        for law in laws:
            check_places(law, tables, f"law {law.name}")
        self.laws = laws
        self.names = tuple(law.name for law in laws)
        codes = [str(code) for code in tables.sectors["code"]]
        homes = [str(code) for code in tables.jurisdictions["iso3"]]
        columns = [_eligible(law, company, codes, homes) for law in laws]
        self.eligible: Array = np.array(columns).T if laws else np.zeros((company.rows, 0))
        self.application: IntArray = np.array([_application(law, company) for law in laws]).T
        self.last: IntArray = np.where(self.application < NEVER, self.application, 0).max(axis=0)
        self.announced: IntArray = np.array([law.announced for law in laws], dtype=np.int64)
        self.themes: Array = np.array([[name in law.themes for name in THEMES] for law in laws], dtype=float)
        self.theme_share: Array = self.themes.mean(axis=1)
        asked = np.array([(law.theme_share, law.result_share) for law in laws]).reshape(-1, 2)
        self.demands, demand = np.unique(asked, axis=0, return_inverse=True)
        self.demand: IntArray = demand.ravel()
        self.of_demand = tuple(np.flatnonzero(self.demand == row) for row in range(len(self.demands)))
        self.theme_sets, sets = np.unique(self.themes, axis=0, return_inverse=True)
        self.of_theme_set = tuple(np.flatnonzero(sets == number) for number in range(len(self.theme_sets)))
        self.substantive_share: Array = np.array([law.substantive_share for law in laws])
        self.step_share: Array = np.array([law.step_share for law in laws])
        self.european = np.array([law.jurisdiction == EUROPEAN_UNION for law in laws])
        self.movable = self.european & np.array([law.instrument is not None for law in laws])
        self.end: IntArray = np.array([NEVER if law.end is None else law.end for law in laws], dtype=np.int64)
        self.amends = tuple(self.names.index(law.amends) if law.amends in self.names else -1 for law in laws)
        self.established = np.array([law.applies_to == "established" for law in laws])
        self.publication: Array = np.array([law.publication for law in laws], dtype=float)
        self.complaints: Array = np.array([law.complaints for law in laws], dtype=float)
        self.assurance: Array = np.array([law.assurance for law in laws])
        self.recognises: Array = np.array([law.recognises_covenants for law in laws], dtype=float)
        self.assuring = np.flatnonzero(self.assurance > 0)
        self.grace: IntArray = np.array([law.grace_quarters for law in laws])
        self.member_grace: IntArray = np.array([law.member_grace_quarters for law in laws])
        ordering = np.array([law.remedy_ordered for law in laws], dtype=bool)
        hearing = self.complaints > 0
        self.hearing = Routes(self.themes, hearing & ~ordering)
        self.ordering = Routes(self.themes, hearing & ordering)
        self.liable = Routes(self.themes, np.array([law.liability for law in laws], dtype=bool))
        self.orders = Routes(self.themes, ordering & np.array([REMEDY_STEP in law.steps for law in laws], dtype=bool))
        self.publishing = np.flatnonzero(self.publication > 0)
        self._filled: dict[tuple[str, float], Array] = {}
        self._dates: dict[tuple[int, ...], IntArray] = {}
        self._first_dates: dict[tuple[int, ...], IntArray] = {}
        self.harmonised_by = _named(laws, self.names, "harmonised_by")
        self.replaced_by = _named(laws, self.names, "replaced_by")

    def dates(self, sooner: tuple[int, ...]) -> IntArray:
        """Return the application dates, N x L, each European instrument law `sooner` (L) quarters; not to be changed.

        No law comes before it is announced, and one that never applies to a size class does not come sooner there.
        """
        if sooner not in self._dates:
            forward = np.maximum(self.application - np.array(sooner, dtype=np.int64), self.announced)
            self._dates[sooner] = np.where(self.movable & (self.application < NEVER), forward, self.application)
        return self._dates[sooner]

    def first_dates(self, sooner: tuple[int, ...]) -> IntArray:
        """Return the first of these application dates of each law, L; not to be changed."""
        if sooner not in self._first_dates:
            self._first_dates[sooner] = self.dates(sooner).min(axis=0, initial=NEVER)
        return self._first_dates[sooner]

    def by_demand(self, values: Array) -> Array:
        """Return sums of `values` (L x N) over the laws that ask the same, G x N."""
        sums = np.empty((len(self.demands), values.shape[1]))
        for total, members in zip(sums, self.of_demand, strict=True):
            np.add.reduce(values.take(members, axis=0), axis=0, out=total)
        return sums

    def filled(self, key: str, general: float) -> Array:
        """Return a number of each law, the general parameter where the law's text gives none; not to be changed."""
        if (key, general) not in self._filled:
            values = [getattr(law, key) for law in self.laws]
            filled = [general if value is None else value for value in values]
            self._filled[key, general] = np.array(filled, dtype=float)
        return self._filled[key, general]


def _named(laws: tuple[Law, ...], names: tuple[str, ...], key: str) -> tuple[tuple[int, ...], ...]:
    """Turn names of other laws into their positions; a law that the scenario leaves out is passed over."""
    found = []
    for law in laws:
        others = getattr(law, key)
        found.append(tuple(names.index(other) for other in others if other in names))
    return tuple(found)


def _eligible(law: Law, company: Company, codes: list[str], homes: list[str]) -> Array:
    turnover = company.revenue / np.maximum(company.firms, 1e-12) / 1e6
    large = (company.employees >= law.employees_min) & (turnover >= law.turnover_min_meur)
    if law.high_risk_sectors:
        risky = np.isin(company.sector, [codes.index(code) for code in law.high_risk_sectors])
        large |= risky & (company.employees >= law.high_risk_employees_min)
    if law.sectors:
        large &= np.isin(company.sector, [codes.index(code) for code in law.sectors])
    scaled = np.ones(company.rows)
    if law.proportionate_below > 0:
        scaled = np.sqrt(np.minimum(1.0, company.employees / law.proportionate_below))
    bound = _sells_to(law, company) if law.applies_to == SELLERS else _established(law, company, homes)
    eligible: Array = large * bound * scaled * law.share_bound
    return eligible


def _established(law: Law, company: Company, homes: list[str]) -> Array:
    if law.jurisdiction == EUROPEAN_UNION:
        inside: Array = (company.region != ROW).astype(float)
        return inside
    at_home: Array = (company.home == homes.index(law.jurisdiction)).astype(float)
    return at_home


def _sells_to(law: Law, company: Company) -> Array:
    """Return the share of sales that goes to end users in the jurisdiction: the part of its business that is bound."""
    sold = company.base_sales[:, NLD]
    if law.jurisdiction == EUROPEAN_UNION:
        sold = sold + company.base_sales[:, EU]
    share: Array = sold / np.maximum(np.add.reduce(company.base_sales, axis=1), _TINY)
    return share


def _application(law: Law, company: Company) -> IntArray:
    dates = {name: NEVER if date is None else date for name, date in law.application.items()}
    if law.in_waves:
        first = np.full(company.rows, NEVER, dtype=np.int64)
        for staff, date in dates.items():
            np.minimum(first, np.where(company.employees >= float(staff), date, NEVER), out=first)
        return first
    dates_of_companies: IntArray = np.array([dates[name] for name in SIZE_CLASSES])[company.size_class]
    return dates_of_companies
