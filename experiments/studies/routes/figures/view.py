"""A study of routes as figures look at it: styles of routes, groups of mixes, facts and outcomes by future."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from experiments.report.formatting import capital, factor, mix_codes
from experiments.report.localisation import Speech
from experiments.report.page import Texts
from experiments.report.style import COLOURS, MixStyle, mix_colour
from experiments.report.translation import N_, label
from experiments.studies.routes.design import ENACTED, RoutesDesign
from experiments.studies.routes.facts import facts
from experiments.studies.routes.tables import RoutesFolder, by_future
from model.inputs.mix import Mix
from model.parameters import ParameterSet
from model.politics.outcome import dutch_bills
from model.politics.process_parameters import NationalProcess
from model.politics.route import Route

PREFIX = "R"
"""Stands before the code of a route, so that it is never taken for that of a mix."""
_ENACTED_LOOK = (COLOURS[5], "*")


@dataclass(frozen=True)
class Group:
    """Mixes that politics treats alike: those with a Dutch bill to pass, or those without."""

    bill: bool
    mixes: tuple[str, ...]

    @property
    def first(self) -> str:
        """The mix whose events stand for all."""
        return self.mixes[0]


@dataclass(frozen=True, eq=False)
class RouteView(Speech):
    """A study of routes and a language (`en` or `nl`)."""

    study: RoutesFolder
    language: str = "en"

    @property
    def design(self) -> RoutesDesign:
        """What was run."""
        return self.study.tables.design

    @property
    def year(self) -> int:
        """The year of which outcomes are shown: the last."""
        return self.design.years[-1]

    @cached_property
    def routes(self) -> dict[str, MixStyle]:
        """How routes are shown, by name; the first is the base."""
        codes = mix_codes(self.design.routes)
        return {
            route.name: MixStyle(f"{PREFIX}{codes[route.name]}", self._label(route), *mix_colour(place), place == 0)
            for place, route in enumerate(self.design.routes)
        }

    def _label(self, one: Route | Mix) -> str:
        return label(one, self.language)

    @cached_property
    def enacted(self) -> MixStyle:
        """How the static comparison is shown."""
        return MixStyle(self.word("AE"), self.word("Every mix as enacted, fixed dates"), *_ENACTED_LOOK, is_base=False)

    @property
    def base(self) -> str:
        """The name of the first route, which others are held against."""
        return self.design.routes[0].name

    @cached_property
    def mixes(self) -> dict[str, str]:
        """Codes of mixes by name."""
        return mix_codes([scenario.mix for scenario in self.design.scenarios])

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The mixes by whether they have a Dutch bill; a group without mixes is left out."""
        bills = {each.mix.name: bool(dutch_bills(each.mix, each.laws)) for each in self.design.scenarios}
        found = (Group(bill, tuple(name for name in bills if bills[name] == bill)) for bill in (False, True))
        return tuple(group for group in found if group.mixes)

    def group_label(self, group: Group) -> str:
        """Return which mixes are in a group, by code."""
        names = ", ".join(self.mixes[name] for name in group.mixes)
        if group.bill:
            return self.word("Mixes with a Dutch bill: {names}", names=names)
        return self.word("Mixes without a Dutch bill: {names}", names=names)

    def mixes_note(self) -> str:
        """Return what the codes of mixes stand for."""
        told = []
        for scenario in self.design.scenarios:
            code = self.mixes[scenario.mix.name]
            told.append(f"{code} {self._label(scenario.mix).removesuffix(f'({code})').rstrip()}")
        return self.word("Mixes: {list}.", list="; ".join(told))

    def texts(self, title: str, subtitle: str, *notes: str) -> Texts:
        """Return the texts around a figure: with how many futures there were, what failed, and the study id."""
        told = [
            *notes,
            self.word(
                "{futures} political futures, the same random numbers for every route.", futures=len(self.design.seeds)
            ),
        ]
        if failed := len(self.study.failed):
            told.append(self.word("Runs that failed and are left out: {count}.", count=failed))
        run = self.word("study {run}", run=self.study.study_id)
        return Texts(capital(title), subtitle, " ".join(each for each in told if each), run)

    @cached_property
    def parameters(self) -> dict[int, ParameterSet]:
        """The parameters of each future."""
        return {seed: self.design.parameters_of(seed) for seed in self.design.seeds}

    @cached_property
    def _facts(self) -> dict[tuple[str, str], pd.DataFrame]:
        return {}

    def facts(self, route: str, mix: str) -> pd.DataFrame:
        """Return the facts of each future (see `experiments.studies.routes.facts`), and three more.

        `dutch_application` is the year in which the Dutch law applies, `halted` whether (1) a European proposal
        stopped its bill, `score` the judged score at the checkpoint.
        """
        if (route, mix) not in self._facts:
            events = self.study.tables.events
            known = facts(events, route, mix, self.design.end_year)
            own = events[(events["route"] == route) & (events["mix"] == mix)]
            lead = [round(self.parameters[int(seed)][NationalProcess].lead) / 4 for seed in known.index]
            known["dutch_application"] = known["dutch_passage"] + np.array(lead, dtype=float)
            known["halted"] = known.index.isin(own.loc[own["event"] == "halt", "future"]).astype(float)
            known["score"] = self.at_checkpoint(route, mix, "score").reindex(known.index)
            self._facts[route, mix] = known
        return self._facts[route, mix]

    def at_checkpoint(self, route: str, mix: str, attribute: str) -> pd.Series:
        """Return what a checkpoint recorded, one a future that had it."""
        events = self.study.tables.events
        own = (events["route"] == route) & (events["mix"] == mix) & (events["event"] == "checkpoint")
        rows = events[own & (events["attribute"] == attribute)].drop_duplicates("future")
        return rows.set_index("future")["value"].astype(float)

    def by_route(self, group: Group, fact: str) -> pd.DataFrame:
        """Return a fact: one row a future, one column a route; NaN for what did not come."""
        return pd.DataFrame({route: self.facts(route, group.first)[fact] for route in self.routes}).astype(float)

    def outcome(self, name: str, mix: str) -> pd.DataFrame:
        """Return an outcome in the last year, as it is told: a row a future that every route has, a column a route."""
        columns = {route: self._outcomes[route, mix][name] for route in self.routes}
        return pd.DataFrame(columns).astype(float).dropna() * factor(name)

    @cached_property
    def _outcomes(self) -> dict[tuple[str, str], pd.DataFrame]:
        table = self.study.tables.outcomes
        return {(route, mix): by_future(table, route, mix, self.year) for route in self.routes for mix in self.mixes}

    def summary(self, name: str, mix: str) -> pd.DataFrame:
        """Return what the summary says of an outcome in the last year, as it is told: one row a route, by name."""
        table = self.study.tables.summary
        own = table[(table["mix"] == mix) & (table["outcome"] == name) & (table["year"] == self.year)]
        numbers = own.set_index("route").select_dtypes("number").drop(columns=["year", "futures"])
        return numbers.astype(float) * factor(name)

    @property
    def has_enacted(self) -> bool:
        """Whether the static comparison was run and did not fail throughout."""
        return bool((self.study.tables.outcomes["route"] == ENACTED).any())

    def list_of(self, names: Sequence[str], last: str = N_("or")) -> str:
        """Return codes of routes as a text such as `R1, R2 or R3`."""
        codes = [self.routes[name].code for name in names]
        return codes[0] if len(codes) == 1 else f"{', '.join(codes[:-1])} {self.word(last)} {codes[-1]}"

    def percent(self, share: float) -> str:
        """Return a share as a percentage; a dash when it is not known."""
        text = self.number(100 * share, 0)
        return f"{text}%" if share == share else text  # noqa: PLR0124 - NaN is not equal to itself

    def span(self, values: Sequence[float], places: int) -> str:
        """Return one number, or the lowest and highest of several where they read differently."""
        known = [value for value in values if np.isfinite(value)]
        ends = list(dict.fromkeys(self.number(value, places) for value in (min(known), max(known)))) if known else ["–"]
        return "–".join(ends)
