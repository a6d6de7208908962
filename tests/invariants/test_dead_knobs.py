"""Every declared parameter does something: moved through its range, it changes the state or an outcome somewhere.

Parameters that shape how a world is built or settled are moved in a build of their own. All others are moved at a
moment of a shared world: the first quarter, or one in which laws, covenants and European policy are at work.
Those that act before a run, on what becomes of politics, are moved in `test_politics_knobs`, those that act on what is
measured in `test_observations` and `test_groups`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np
import pytest

from model import catalogue
from model.building.population import build
from model.instruments import INSTRUMENTS
from model.outcomes import record
from model.parameters import Parameter, declared
from model.scenario import Scenario, named_files
from model.simulation import advance, start
from model.world import World
from tests.invariants.small_politics import PROCESS_GROUPS
from tests.invariants.small_world import SEED, columns, scenario

catalogue.load()
ELSEWHERE = {*PROCESS_GROUPS, "measurement", "benchmark"}
PARAMETERS = {name: each for name, each in declared().items() if name.split(".")[0] not in ELSEWHERE}

BUILDING = ("population.", "network.", "customers.", "conditions.base_hiding", "unions.voice_steepness")
"""Parameters that enter when a world is built, by the start of their names."""
SETTLING = ("supervision.scrutiny",)
"""Parameters that enter while the world settles."""

PRESSED = {
    "exits.risk": 6,
    "exits.baseline": -4,
    "supervision.fine": 5,
    "supervision.fine_probability": 0.3,
    "supervision.recognition_bar": 0.5,
    "loss.reputation": 5,
    "remedy.complaint_rate": 20,
    "remedy.merge_ncp_with_regulator": 1,
}
"""Plausible values under which buyers flee, workers complain, covenants are recognised and regulators mediate."""
UNEASY = {"covenants.least_share": 0.2, "covenants.low_motivation": 0.3, "remedy.complaint_rate": 200}
"""Plausible values under which covenants break up, are diluted and are asked more than they can do."""
HEARD = {
    "leverage.stick": 0.8,
    "leverage.steepness": 2,
    "leverage.fragmentation": 0,
    "information.base_visibility": 0.7,
    "duty.conscience": 0.8,
    "reward.consumers": 0.3,
    "reward.signal_clarity": 0.8,
}
"""Plausible values under which suppliers heed threats of buyers, and outsiders know substance and reward it."""

EXISTING = "existing"
"""The test's own mix of instruments at levels that no mix of the project has."""
EXISTING_MIX = """\
label_en = "Existing"
label_nl = "Bestaand"
base = "null_option"
sections = []
why = "Levels that no other mix has; laws of level 1 as a user may write them."
laws = ["dutch_reporting.toml"]
[levels.support_desk]
national = 1
evidence = "assumption"
why = "Test."
[levels.thematic_due_diligence]
national = 2
evidence = "assumption"
why = "Test."
[levels.broad_due_diligence]
national = 1
evidence = "assumption"
why = "Test."
[levels.transparency]
national = 1
evidence = "assumption"
why = "Test."
[law_changes.broad_due_diligence_nl]
levels = [1, 2]
replaced_by = []
[law_changes.child_labour_due_diligence_act]
replaced_by = []
"""
EVERY = ("every_1", "every_2")
"""Mixes in which the Netherlands has every instrument that it can have, at level 1 or 2."""


def every_instrument(level: str) -> str:
    """Return the text of such a mix."""
    cell = f'national = {level}\nevidence = "assumption"\nwhy = "Test."\n'
    names = [name for name, each in INSTRUMENTS.items() if "national" in each.parts]
    return EXISTING_MIX.split("laws =", maxsplit=1)[0] + "".join(f"[levels.{name}]\n{cell}" for name in names)


REPORTING = "sustainability_reporting_eu"
"""The law file that the test's own mix turns into a Dutch one."""


@dataclass(frozen=True)
class Moment:
    """A mix, the quarter at which a parameter is moved, the quarters it then gets, and what else is moved."""

    mix: str
    quarter: int
    quarters: int = 1
    others: Mapping[str, float] = field(default_factory=dict, hash=False)


MOMENTS = (
    Moment("broad_eu", 28),
    Moment("broad_with_civil_liability", 28),
    Moment("broad_eu", 0),
    Moment("broad_with_civil_liability", 28, 6, PRESSED),
    Moment(EXISTING, 20),
    Moment("broad_eu", 0, 24, UNEASY),
    Moment("transparency", 28),
    Moment("broad_eu_with_programmes", 28),
    Moment("broad_eu_with_garment_accord", 28),
    Moment("thematic", 28),
    *(Moment(mix, 20) for mix in EVERY),
    Moment("broad_eu_with_garment_accord", 0, 24, HEARD),
)
"""Tried in turn until something changes."""


def ends(parameter: Parameter) -> tuple[float, float]:
    """Return the plausible range, or the legal one of definitions and cut-points."""
    low, high = parameter.plausible
    return (low, high) if low < high and parameter.role != "observation" else parameter.legal


@pytest.fixture(scope="module", autouse=True)
def existing(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Write the test's own mix."""
    path = tmp_path_factory.mktemp("mixes") / f"{EXISTING}.toml"
    path.write_text(EXISTING_MIX, encoding="utf-8")
    text = named_files("laws")[REPORTING].read_text(encoding="utf-8")
    dutch = text.replace('jurisdiction = "EU"', 'jurisdiction = "NLD"\nlevels = [1]')
    dutch = dutch.replace('effort = "effort_reporting"\n', "")
    path.with_name("dutch_reporting.toml").write_text(dutch, encoding="utf-8")
    FILES[EXISTING] = str(path)
    for mix in EVERY:
        path.with_name(f"{mix}.toml").write_text(every_instrument(mix[-1]), encoding="utf-8")
        FILES[mix] = str(path.with_name(f"{mix}.toml"))


FILES: dict[str, str] = {}


@lru_cache(maxsize=8)
def chosen(mix: str) -> Scenario:
    """Return a mix in a small world in which purchasing moves after the pandemic."""
    plain = scenario(FILES.get(mix, mix))
    return replace(plain, world=replace(plain.world, regionalisation=True))


@lru_cache(maxsize=16)
def reached(mix: str, quarter: int) -> World:
    """Return the shared world of a moment."""
    if quarter == 0:
        return start(chosen(mix), SEED)
    earlier = max((each.quarter for each in MOMENTS if each.mix == mix and each.quarter < quarter), default=0)
    world = reached(mix, earlier).branch(chosen(mix))
    while world.quarter < quarter:
        advance(world)
    return world


def prints(world: World) -> bytes:
    """Return the whole state as bytes."""
    return b"".join(values.tobytes() for values in columns(world).values())


def moved(name: str, value: float, moment: Moment) -> bytes:
    """Return what a world and its outcomes have become when a parameter was moved at a moment."""
    origin = reached(moment.mix, moment.quarter)
    world = origin.branch(origin.scenario.with_parameters({**moment.others, name: value}))
    for _ in range(moment.quarters):
        advance(world)
    return prints(world) + record(world).tobytes()


def built(name: str, value: float) -> bytes:
    """Return the state as it is built with a value of a parameter, in a world with several suppliers by origin."""
    plain = chosen("broad_eu").with_parameters({name: value})
    other = replace(plain, world=replace(plain.world, suppliers=1500))
    return prints(World(other, *build(other, SEED), SEED))


def begun(name: str, value: float) -> bytes:
    """Return the state as it is once settled with a value of a parameter."""
    return prints(start(chosen("broad_eu").with_parameters({name: value}), SEED))


def works(name: str) -> Iterator[bool]:
    """Say of one place after the other whether moving the parameter there changes anything."""
    low, high = ends(PARAMETERS[name])
    if name.startswith(BUILDING):
        yield built(name, low) != built(name, high)
    if name in SETTLING:
        yield begun(name, low) != begun(name, high)
    for moment in MOMENTS:
        yield moved(name, low, moment) != moved(name, high, moment)


@pytest.mark.parametrize("name", PARAMETERS)
def test_every_parameter_does_something(name: str) -> None:
    assert any(works(name)), f"{name} from {ends(PARAMETERS[name])} changes nothing"


def test_the_same_value_changes_nothing() -> None:
    """The counterpart: what is compared differs only by the parameter."""
    assert moved("learning.rate", 0.06, MOMENTS[0]) == moved("learning.rate", 0.06, MOMENTS[0])
    assert built("population.trust", 0.5) == built("population.trust", 0.5)
    assert not np.isnan(record(reached("broad_eu", 28))).any()
