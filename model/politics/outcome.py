"""From a political future to laws as data: the scenario in which a mix meets what politics brought (R14; M33, M44).

A European law takes its text from ambition (`model.politics.content`) and its dates from its process. It is announced
when adopted: a proposal may still be dropped, thinned or moved by years, and the weight that companies give to a law to
come is that of one that was decided. So nothing of it is anticipated in 2021. Laws of member states and the Dutch
law are the texts of the project's own law files, with the dates of the future. The mix gives the Dutch law its design;
a route whether and when it comes. Without a route the law is the mix's own, at the dates of its file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from model.inputs.law import EUROPEAN_DUE_DILIGENCE, EUROPEAN_REPORTING, MEMBER_STATES, SIZE_CLASSES, Law, read_law
from model.inputs.mix import Mix
from model.parameters import ParameterSet
from model.politics.amendments import EuropeanLaw
from model.politics.content import content
from model.politics.course import PoliticalCourse, Stage
from model.politics.european_parameters import EuropeanProcess
from model.politics.future import Future
from model.politics.member_states import NETHERLANDS
from model.politics.process_parameters import MemberStates, NationalProcess
from model.politics.route import Route
from model.scenario import Scenario, named_files

_LARGEST = SIZE_CLASSES[-1]


def dutch_bills(mix: Mix, laws: Iterable[Law]) -> tuple[str, ...]:
    """Return the Dutch laws that a mix adds and parliament has yet to pass: those of instruments that it raises."""
    return tuple(law.name for law in laws if _is_bill(mix, law))


def _is_bill(mix: Mix, law: Law) -> bool:
    if law.jurisdiction != NETHERLANDS or law.instrument is None:
        return False
    base, own = mix.base_levels[law.instrument], mix.levels[law.instrument]
    raised = own.national > base.national or (own.european and not base.european)
    return base.national not in law.levels and raised


def under_future(scenario: Scenario, route: Route, future: Future) -> Scenario:
    """Return the scenario of a mix in a political future.

    European laws are the texts of the law files that are outcomes of European processes, with what ambition changes
    in them; where none came there is none. Where a Dutch bill has to pass it holds from its passage, at the level of
    the mix. Laws of member states are copies of the file that stands for them, itself in force as its dates say.
    """
    values = scenario.parameters
    bills = dutch_bills(scenario.mix, scenario.laws) if route.passage else ()
    mix, laws = scenario.mix, list[Law]()
    renamed: dict[str, tuple[str, ...]] = {}
    for law in scenario.laws:
        if law.outcome_of in (EUROPEAN_DUE_DILIGENCE, EUROPEAN_REPORTING):
            versions = _versions(law, future, values)
            renamed[law.name] = tuple(version.name for version in versions)
            laws.extend(versions)
        elif law.name not in bills:
            laws.append(law)
        elif future.passed is not None:
            laws.append(_passed(law, scenario.mix, future.passed, values))
            mix = _with_dutch_law(mix, law)
    known = {law.name for law in laws}
    laws.extend(law for law in _of_member_states(future, values) if law.name not in known)
    found = tuple(_pointing(law, renamed) for law in laws)
    return replace(scenario, mix=mix, laws=found, course=_course(route, future))


def _versions(law: Law, future: Future, values: ParameterSet) -> list[Law]:
    """Return a European law and its amended versions; each ends when the next applies."""
    about, texts, phase = "due_diligence", future.laws, round(values[EuropeanProcess].phase_in)
    if law.outcome_of == EUROPEAN_REPORTING:
        about, texts, phase = "reporting", future.reporting, 0
    names = [law.name, *(f"{law.name}_amendment_{number}" for number in range(1, len(texts)))]
    return [
        replace(
            law,
            name=names[number],
            announced=text.adopted,
            application=_dates(text.application, texts[0].application + phase),
            end=texts[number + 1].application if number + 1 < len(texts) else None,
            ambition_in_text=True,
            amends=names[number - 1] if number else None,
            **content(text.criteria, about),
        )
        for number, text in enumerate(texts)
    ]


def _dates(largest: int, others_from: int) -> dict[str, int | None]:
    """Return when a version applies by size class: to others than the largest not before the law's own phase."""
    dates: dict[str, int | None] = dict.fromkeys(SIZE_CLASSES, max(largest, others_from))
    dates[_LARGEST] = largest
    return dates


def _passed(law: Law, mix: Mix, passed: int, values: ParameterSet) -> Law:
    assert law.instrument is not None
    application = passed + round(values[NationalProcess].lead)
    dates: Mapping[str, int | None] = dict.fromkeys(SIZE_CLASSES, application)
    levels = (_with_dutch_law(mix, law).levels[law.instrument].national,)
    return replace(law, announced=passed, application=dates, levels=levels)


def _with_dutch_law(mix: Mix, law: Law) -> Mix:
    """Return a mix that has the national level of a Dutch law, also where it asks for the European law alone."""
    assert law.instrument is not None
    level = mix.levels[law.instrument]
    if level.national > mix.base_levels[law.instrument].national:
        return mix
    return replace(mix, levels={**mix.levels, law.instrument: replace(level, national=max(law.levels))})


@cache
def _model_laws() -> tuple[Law, ...]:
    """Return the law files that stand for further national laws of member states."""
    laws = [read_law(path) for path in named_files("laws").values()]
    return tuple(law for law in laws if law.outcome_of == MEMBER_STATES)


def _of_member_states(future: Future, values: ParameterSet) -> Iterator[Law]:
    lead = round(values[MemberStates].lead)
    for law in _model_laws():
        yield law
        for state, adopted in future.national:
            dates: Mapping[str, int | None] = dict.fromkeys(SIZE_CLASSES, adopted + lead)
            name = f"{law.name}_{state.lower()}"
            # it comes with the future: the world does not settle under it
            yield replace(law, name=name, jurisdiction=state, baseline=False, announced=adopted, application=dates)


def _pointing(law: Law, renamed: Mapping[str, tuple[str, ...]]) -> Law:
    """Return a law that names every version of those that harmonise or replace it."""

    def named(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(version for name in names for version in renamed.get(name, (name,)))

    return replace(law, harmonised_by=named(law.harmonised_by), replaced_by=named(law.replaced_by))


def _course(route: Route, future: Future) -> PoliticalCourse:
    return PoliticalCourse(
        name=route.name,
        label_en=route.label_en,
        label_nl=route.label_nl,
        why=route.why,
        sections=route.sections,
        aliases=route.aliases,
        european_law="under_every_mix",
        ambition=None,
        law_changes={},
        simulated=True,
        stages=tuple(_stage(law, number) for number, law in enumerate(future.laws)),
    )


def _stage(law: EuropeanLaw, number: int) -> Stage:
    """Return the turn that a law is: the first counts from adoption, an amendment once it replaces the one before."""
    return Stage(law.application if number else law.adopted, law.ambition, law.preemption)
