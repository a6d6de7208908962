"""A study of pressure points on the terminal: what each could bring, where, and in short."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from experiments.report.ensemble_words import parameters_said
from experiments.report.terminal import number_text, plain_table, with_half_width
from experiments.report.translation import N_, in_language, label, translate
from experiments.report.units import FULL
from experiments.runs.ensemble import ensemble_part
from experiments.studies.common.contract import MadeStudy
from experiments.studies.pressure.design import ALL, BUT, THREE, TOGETHER
from experiments.studies.pressure.groups import WHOLE, Group
from experiments.studies.pressure.tables import PressureTables
from experiments.studies.pressure.words import group_label, lowered, set_label
from model.inputs.tables import OTHER

IMPACT, WORKERS = "chain_impact_global", "workers_above_level_global"
MOST_NAMED = 2
"""Groups that are named in a sentence."""
LEAST_GAP = 0.01
"""Groups with a smaller part of the world's gap are not named for the share of their own that closes."""
COLUMNS = (N_("held at its most"), N_("points"), N_("% of the gap"), N_("million workers"), N_("all without it"))
DIVISIONS = {"sector": N_("sector"), "tier": N_("tier"), "country": N_("country")}
Row = Mapping[Any, Any]


class PressureReport:
    """Texts and tables of a study in one language."""

    def __init__(self, tables: PressureTables, language: str) -> None:
        """Look at the tables of a study."""
        self.tables, self.language = tables, language
        self.design = tables.design
        self._whole = {
            (row["set"], row["outcome"]): row
            for row in tables.rows(dimension=WHOLE, year=tables.year).to_dict(orient="records")
        }

    def gain(self, name: str, outcome: str = IMPACT) -> Row:
        """Return the row of a set for the world as a whole in the year that is reported."""
        return self._whole[name, outcome]

    def ordered(self) -> list[str]:
        """Return the sets of one point, the largest gain first, and then those of several in their own order."""
        alone = sorted((each.name for each in self.design.alone), key=lambda name: -self.gain(name)["mean"])
        return [*alone, *(each.name for each in self.design.sets if each.kind == TOGETHER)]

    def largest(self, name: str, dimension: str, count: int = 1) -> Sequence[Row]:
        """Return the rows of the groups that gain most by a set, origins without a row of their own left out."""
        rows = self.tables.rows(set=name, dimension=dimension, outcome=IMPACT, year=self.tables.year)
        rows = rows[rows["key"] != OTHER]
        chosen: Sequence[Row] = rows.sort_values("mean", ascending=False, kind="stable")[:count].to_dict(
            orient="records"
        )
        return chosen

    def closest(self, name: str, dimension: str) -> Row:
        """Return the row of the group whose own gap a set closes most, of those with a gap that counts."""
        rows = self.largest(name, dimension, len(self.design.groups))
        least = LEAST_GAP * self.gain(name)["gap"]
        counting = [row for row in rows if row["gap"] >= least] or rows[:1]
        return max(counting, key=lambda row: float(row["share"]))

    def parts(self, name: str) -> dict[Group, tuple[float, float]]:
        """Return for each group the part of the gain of a set that falls there, and the share of its own gap."""
        rows, whole = self.tables.rows(set=name, outcome=IMPACT, year=self.tables.year), self.gain(name)["mean"]
        return {
            Group(str(row["dimension"]), str(row["key"])): (row["mean"] / whole if whole > 0 else 0.0, row["share"])
            for row in rows.to_dict(orient="records")
        }

    def number(self, value: float, places: int = 1, sign: str = "") -> str:
        """Return a number in the language of the report."""
        return number_text(value, places, sign, self.language)

    def points(self, value: float, sign: str = "") -> str:
        """Return a number of points of the index of 0-100."""
        return self.number(FULL * value, 1, sign)

    def world_table(self) -> Table:
        """Return the gain of each set, over the whole world."""
        rows = []
        for name in self.ordered():
            impact, workers = self.gain(name), self.gain(name, WORKERS)
            without = self._whole.get((BUT + name, IMPACT))
            rows.append(
                (
                    set_label(name, self.language),
                    with_half_width(FULL * impact["mean"], FULL * impact["hi"], 1, "+", self.language),
                    self.number(FULL * impact["share"], 0),
                    with_half_width(workers["mean"], workers["hi"], 1, "+", self.language),
                    "" if without is None else self.points(without["mean"], "+"),
                )
            )
        columns = [translate(each, self.language) for each in COLUMNS]
        mix = label(self.design.scenarios[0].mix, self.language)
        return plain_table(
            translate(
                "Gain in chain impact worldwide at the end of {year}, against {mix}",
                self.language,
                year=self.tables.year,
                mix=mix,
            ),
            columns,
            rows,
        )

    def where_table(self) -> Table:
        """Return the group of each dimension in which a set brings most, and that whose own gap it closes most."""
        rows = []
        alone = [each.name for each in self.design.alone]
        for name in (each for each in self.ordered() if each in (*alone, THREE, ALL)):
            cells = [self._where_most(name, dimension) for dimension in self.design.by]
            rows.append((set_label(name, self.language), *cells))
        columns = [
            translate(each, self.language) for each in (COLUMNS[0], *(DIVISIONS[name] for name in self.design.by))
        ]
        return plain_table(
            translate(
                "Where each brings most at the end of {year}: most points of the world's index, then most of "
                "the own gap",
                self.language,
                year=self.tables.year,
            ),
            columns,
            rows,
        )

    def _where_most(self, name: str, dimension: str) -> str:
        """Return the group that gains most points, and below it the one whose own gap closes most."""
        most, closest = self.largest(name, dimension)[0], self.closest(name, dimension)
        share = self.number(FULL * closest["share"], 0)
        return f"{self._name(most)} {self.points(most['mean'], '+')}\n{self._name(closest)} {share}%"

    def _name(self, row: Row) -> str:
        return group_label(self.design, Group(str(row["dimension"]), str(row["key"])), self.language)

    def in_short(self) -> Iterator[str]:
        """Yield what follows from the study, at most nine lines."""
        language, best = self.language, self.ordered()[0]
        say = in_language(language)
        first = self.gain(best)
        yield say(
            "With nothing held chain impact worldwide is {level} of 100 at the end of {year}: a gap of {gap} points.",
            level=self.points(first["base"]),
            year=self.tables.year,
            gap=self.points(first["gap"]),
        )
        yield say(
            "Alone, {point} brings most: at most {gain} points, {share}% of the gap.",
            point=lowered(best, language),
            **self._size(first),
        )
        for name in (each.name for each in self.design.sets if each.kind == TOGETHER):
            if name in (THREE, "forces_capability_affordability", ALL):
                yield say(
                    "{name}: {gain} points, {share}% of the gap.",
                    name=set_label(name, language),
                    **self._size(self.gain(name)),
                )
        losses = {
            each.name: self._loss(each.name) for each in self.design.alone if (BUT + each.name, IMPACT) in self._whole
        }
        if losses:
            most = max(losses, key=lambda name: losses[name])
            yield say(
                "Of all together most is lost without {point}: {loss} points.",
                point=lowered(most, language),
                loss=self.points(losses[most]),
            )
        if self.design.by:
            yield say(
                "All together, most of the gain is in: {groups}.",
                groups=self._where(ALL if (ALL, IMPACT) in self._whole else best),
            )
        if self.design.part.divisions:
            yield self._limited()
        yield say("These are the most that this model's rules allow, whatever the cost: no forecast, and no policy.")

    def _loss(self, point: str) -> float:
        return float(self.gain(ALL)["mean"] - self.gain(BUT + point)["mean"])

    def _size(self, row: Row) -> dict[str, str]:
        return {"gain": self.points(row["mean"]), "share": self.number(FULL * row["share"], 0)}

    def _where(self, name: str) -> str:
        rows = [row for dimension in self.design.by for row in self.largest(name, dimension, MOST_NAMED)]
        return ", ".join(f"{self._name(row)} ({self.points(row['mean'], '+')})" for row in rows)

    def _limited(self) -> str:
        part, points = self.design.part, [lowered(name, self.language) for name in self.design.left_out]
        listed = ", ".join(str(each) for name in part.divisions for each in getattr(part, name))
        return translate(
            "Held in a part of the world only ({part}); left out, since they cannot be limited so: {points}.",
            self.language,
            part=listed,
            points=", ".join(points) or translate("none", self.language),
        )

    def legend(self) -> str:
        """Return how to read the tables."""
        return translate(
            "Points: gain on the index of 0–100, ± half of the 90% interval over {seeds} paired seeds. "
            "Gap: what the index lacks of 100 with nothing held. Workers: above the stated level. All "
            "without it: gain of all points but this. {parameters}",
            self.language,
            seeds=len(self.design.seeds),
            parameters=parameters_said(ensemble_part(self.design.ensemble), self.language),
        )


def print_report(made: MadeStudy[object, PressureTables], language: str, console: Console) -> None:
    """Print what each set brings, where, and in short."""
    report = PressureReport(made.stored, language)
    console.print(report.legend(), style="dim")
    console.print(report.world_table())
    if report.design.by:
        console.print(report.where_table())
    console.print(translate("In short", language), style="bold")
    for line in report.in_short():
        console.print(f"- {line}", soft_wrap=True)
