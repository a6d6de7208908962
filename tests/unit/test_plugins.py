"""Plug-ins: what a Python file named by a scenario adds, what it may not do, and that nothing else changes."""

import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from model import load_scenario, plugins, simulate
from model.errors import InputError
from model.inputs.held import Hold
from model.instruments import INSTRUMENTS
from model.outcomes import OUTCOMES, record
from model.parameters import declared, groups
from model.schedule import ORDER, PROCESSES
from model.simulation import advance, start
from model.state.state import NLD, TABLES
from tests.invariants.small_world import SEED

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "docs" / "examples" / "strike"
STRIKE = (EXAMPLE / "strike.py").read_text(encoding="utf-8")
OF_THE_MODEL = tuple(OUTCOMES)
WORLD = (EXAMPLE / "world.toml").read_text(encoding="utf-8").replace('end = "2031Q4"', 'end = "2021Q4"')


def write(folder: Path, text: str = STRIKE, world: str = WORLD) -> Path:
    """Write a plug-in and a world that names it, and return the world."""
    (folder / "strike.py").write_text(text, encoding="utf-8")
    path = folder / "world.toml"
    path.write_text(world, encoding="utf-8")
    return path


def changed(old: str, new: str) -> str:
    assert old in STRIKE
    return STRIKE.replace(old, new)


def at_line(message: str, text: str, part: str) -> str:
    """Put the line on which a part of a text stands into a message."""
    line = text[: text.index(part)].count("\n") + 1
    return message.replace("LINE", str(line))


def values(world: Path, **parameters: object) -> Any:
    named = {name.replace("__", "."): value for name, value in parameters.items()}
    run = simulate(load_scenario("broad", world=world, parameters=named), SEED)
    return run.values[:, [run.outcomes.index(name) for name in OF_THE_MODEL]]


def test_a_process_of_a_plugin_runs_only_in_worlds_that_name_it(tmp_path: Path) -> None:
    with_it = write(tmp_path)
    without = tmp_path / "plain.toml"
    without.write_text(WORLD.replace('plugins = ["strike.py"]\n', ""), encoding="utf-8")
    before = values(without)
    assert not np.array_equal(values(with_it), before, equal_nan=True)
    assert np.array_equal(values(without), before, equal_nan=True), "a plug-in that is loaded and not named"
    assert np.array_equal(values(with_it, strike__active=0), before, equal_nan=True), "its switch is off"


def test_what_a_scenario_adds_is_part_of_its_identity(tmp_path: Path) -> None:
    plain = load_scenario("broad", world="small")
    assert {"plugins", "schedule"} & set(plain.resolved()) == set()
    first = load_scenario("broad", world=write(tmp_path))
    assert load_scenario("broad", world="small").resolved() == plain.resolved(), "a plug-in that others name"
    parameters: Any = first.resolved()["parameters"]
    assert first.resolved()["plugins"] == {"strike.py": first.plugins[0].hash}
    assert parameters["strike.gain"] == 0.2
    (tmp_path / "strike.py").write_bytes(STRIKE.replace("\n", "\r\n").encode())
    assert load_scenario("broad", world=tmp_path / "world.toml").content_hash == first.content_hash
    other = load_scenario("broad", world=write(tmp_path, STRIKE + "\n"))
    assert other.content_hash != first.content_hash
    assert other.start_hash != first.start_hash


def test_a_changed_file_takes_the_place_of_its_earlier_text(tmp_path: Path) -> None:
    load_scenario(world=write(tmp_path))
    assert declared()["strike.gain"].default == 0.2
    load_scenario(world=write(tmp_path, changed("        0.2,\n", "        0.3,\n")))
    assert declared()["strike.gain"].default == 0.3
    assert len(plugins.loaded()) == 1


def test_unloading_leaves_nothing(tmp_path: Path) -> None:
    load_scenario(world=write(tmp_path))
    assert "strike" in PROCESSES and "strike" in groups() and "on_strike" in TABLES["supplier"].COLUMNS
    plugins.only(())
    assert "strike" not in PROCESSES and "strike" not in groups() and "on_strike" not in TABLES["supplier"].COLUMNS
    assert not [name for name in sys.modules if "plugged" in name]


def test_another_process_finds_the_plugin_in_a_pickle(tmp_path: Path) -> None:
    scenario = load_scenario("broad", world=write(tmp_path))
    (tmp_path / "scenario.pickle").write_bytes(pickle.dumps(scenario))
    (tmp_path / "strike.py").unlink()
    code = "import pickle, sys; from pathlib import Path; s = pickle.loads(Path(sys.argv[1]).read_bytes()); "
    code += "from model import simulate; print(s.content_hash, repr(float(simulate(s, 5).values[:, 0].sum())))"
    answer = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "scenario.pickle")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    expected = simulate(scenario, 5).values[:, 0].sum()
    assert answer.stdout.split() == [scenario.content_hash, repr(float(expected))], answer.stderr


def test_the_default_place_is_behind_the_process_it_names(tmp_path: Path) -> None:
    scenario = load_scenario(world=write(tmp_path))
    names = [each.name for each in plugins.schedule_of(scenario).step]
    assert names[names.index("strike") - 1] == "conditions"
    assert [name for name in names if name != "strike"] == list(ORDER)
    assert scenario.schedule == ()


def schedule(names: list[str]) -> str:
    return WORLD.replace("burn_in", f"schedule = {names}\nburn_in")


def test_a_world_may_give_another_order(tmp_path: Path) -> None:
    place = ORDER.index("conditions") + 1
    default = [*ORDER[:place], "strike", *ORDER[place:]]
    usual = values(write(tmp_path))
    assert load_scenario(world=write(tmp_path, world=schedule(default))).schedule == ()
    other = [*ORDER, "strike"]
    assert load_scenario(world=write(tmp_path, world=schedule(other))).resolved()["schedule"] == other
    assert not np.array_equal(values(tmp_path / "world.toml"), usual, equal_nan=True)


def test_the_order_holds_while_the_world_settles(tmp_path: Path) -> None:
    order = [*(name for name in ORDER if name != "information"), "information", "strike"]
    found = plugins.schedule_of(load_scenario(world=write(tmp_path, world=schedule(order))))
    assert [each.name for each in found.step] == order
    assert found.burn_in[-1].name == "information" and "strike" not in [each.name for each in found.burn_in]
    text = changed('    after="conditions",\n', '    after="conditions",\n    burn_in=True,\n')
    settling = plugins.schedule_of(load_scenario(world=write(tmp_path, text, schedule(order)))).burn_in
    assert settling[-1].name == "strike"


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ([*ORDER], "leaves out strike; allowed: every process once"),
        ([*ORDER, "strike", "unions"], "'unions' is there twice"),
        ([*ORDER, "strikes"], "unknown process 'strikes'; did you mean 'strike'?"),
        ([], "leaves out shocks, politics"),
    ],
)
def test_a_schedule_is_every_process_once(tmp_path: Path, names: list[str], message: str) -> None:
    with pytest.raises(InputError, match=r"world\.toml: schedule: ") as caught:
        load_scenario(world=write(tmp_path, world=schedule(names)))
    assert message in str(caught.value)


OWNED = '"supplier.on_strike": column("part of the quarter that workers strike", "0-1", "strike", fraction=True)'


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("WAGES = ", "WAGES = = ", "strike.py, line LINE: invalid syntax"),
        ("THEMES.index(", "THEMES.place(", "strike.py, line LINE: AttributeError: 'tuple' object has no attribute"),
        (
            "gain: float = par(\n        0.2,\n",
            "gain: float = par(\n        2,\n",
            "strike.py, line LINE: ValueError: declaration with default 2 is",
        ),
        ('@parameters("strike")', '@parameters("unions")', "ValueError: parameter group 'unions' is declared twice"),
        ('name="strike"', 'name="unions"', "PROCESS: name = 'unions' is not allowed"),
        ('after="conditions"', 'after="condition"', "strike: after: unknown process 'condition'; did you mean"),
        ('after="conditions"', 'after="strike"', "strike: after: unknown process 'strike'"),
        ('"country.enabling",', '"country.enabled",', "reads: unknown column 'country.enabled'; did you mean"),
        ('"supplier.margin")', '"supplier.tier")', "adjusts: supplier.tier is not allowed"),
        ('switches=("strike.active",),', "", "PROCESS: switches is empty"),
        ('switches=("strike.active",)', 'switches=("strike.activ",)', "unknown switch 'strike.activ'; did you mean"),
        (OWNED, OWNED.replace("on_strike", "volume"), "supplier.volume is there already; its owner is leverage"),
        (OWNED, OWNED.replace("supplier.on", "supplies.on"), "unknown table 'supplies'; did you mean 'supplier'?"),
        (OWNED, OWNED.replace("on_strike", "copy"), "supplier.copy is not allowed"),
        (OWNED, OWNED.replace('"strike", f', '"unions", f'), "owner = 'unions' is not allowed; allowed: strike"),
        (OWNED, OWNED.replace('"strike", f', '"strike", ("themes",), f'), "unknown dimension 'themes'; did you mean"),
        ("PROCESS = Process(", "PROCESS = dict(", "PROCESS is not allowed; allowed: a Process"),
        ("PROCESS = Process(", "ELSE = Process(", "owner = 'strike' is not allowed"),
    ],
)
def test_a_plugin_that_does_not_fit_is_refused_and_leaves_nothing(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    before = (dict(PROCESSES), groups(), dict(TABLES["supplier"].COLUMNS))
    with pytest.raises(InputError) as caught:
        load_scenario(world=write(tmp_path, changed(old, new)))
    assert at_line(message, changed(old, new), new) in str(caught.value)
    assert "\n" not in str(caught.value)
    plugins.only(())
    assert (dict(PROCESSES), groups(), dict(TABLES["supplier"].COLUMNS)) == before
    assert not [name for name in sys.modules if "plugged" in name]


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ("stroke.py", "stroke.py: file not found"),
        ("strike.txt", "'strike.txt' is not allowed; allowed: paths of Python files"),
        ('strike.py", "./strike.py', "is there twice"),
    ],
)
def test_what_cannot_be_a_plugin_is_refused(tmp_path: Path, named: str, message: str) -> None:
    world = write(tmp_path, world=WORLD.replace('"strike.py"', f'"{named}"'))
    with pytest.raises(InputError, match=r"world\.toml: plugins: ") as caught:
        load_scenario(world=world)
    assert message in str(caught.value)


def test_a_file_that_adds_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"strike\.py: adds nothing"):
        load_scenario(world=write(tmp_path, "X = 1\n"))


SUM = "    supplier.improvement += gained / len(THEMES)\n"


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("    supplier.density[:] = 1.0\n", "line LINE: ValueError: assignment destination is read-only; allowed: "),
        ("    supplier.density = supplier.density + 0.1\n", "strike.py: changes supplier.density; allowed: columns"),
        ("    supplier.on_strike = 0.0 * strikes + 1.5\n", "supplier.on_strike = 1.5 is not allowed; allowed: from 0"),
        ("    supplier.margin[0] = np.nan\n", "supplier.margin = nan is not allowed; allowed: finite numbers"),
        ("    supplier.on_strike = strikes\n", "supplier.on_strike is bool of shape (400,); allowed: float64"),
        ("    supplier.on_strike = np.zeros(3)\n", "float64 of shape (3,); allowed: float64 of shape (400,)"),
        ("    1 / 0\n", "strike.py, line LINE: ZeroDivisionError: division by zero"),
    ],
)
def test_a_process_is_held_to_what_it_declares(tmp_path: Path, more: str, message: str) -> None:
    world = start(load_scenario(world=write(tmp_path, changed(SUM, SUM + more))), SEED)
    with pytest.raises(InputError) as caught:
        advance(world)
    assert at_line(message, changed(SUM, SUM + more), more) in str(caught.value)
    world.state.supplier.density[:] = 0.5  # no column stays locked


def test_a_column_starts_with_its_initial_value(tmp_path: Path) -> None:
    text = changed('"strike", fraction=True', '"strike", fraction=True, initial=0.25')
    text = text.replace("    if not values.active:\n", "    if values.active:\n")
    world: Any = start(load_scenario(world=write(tmp_path, text)), SEED)
    assert (world.state.supplier.on_strike == 0.25).all()


def test_what_is_held_stays_held_where_a_plugin_adjusts_it(tmp_path: Path) -> None:
    scenario = load_scenario(world=write(tmp_path), parameters={"strike.margin_loss": 100, "strike.frequency": 1})
    held = scenario.with_held([Hold("supplier.margin", 3.0, scenario.world.start)])
    world = start(held, SEED)
    for _ in range(4):
        advance(world)
    assert (world.state.supplier.margin == 3.0).all()


STRIKES = "strikes_dutch"


def test_an_outcome_of_a_plugin_is_recorded_where_it_is_named(tmp_path: Path) -> None:
    run = simulate(load_scenario("broad", world=write(tmp_path)), SEED)
    assert run.outcomes == tuple(OUTCOMES) and run.outcomes[-1] == STRIKES
    assert np.isfinite(run.values[:, -1]).all() and (run.values[:, -1] > 0).any()
    world = start(run.scenario, SEED)
    advance(world)
    supplier: Any = world.state.supplier
    weight = supplier.workers * supplier.dutch_share
    assert record(world)[-1] == pytest.approx((supplier.on_strike * weight).sum() / weight.sum())
    (tmp_path / "plain.toml").write_text(WORLD.replace('plugins = ["strike.py"]\n', ""), encoding="utf-8")
    plain = simulate(load_scenario("broad", world=tmp_path / "plain.toml"), SEED)
    assert np.isnan(plain.values[:, -1]).all(), "a plug-in that is loaded and not named"
    plugins.only(())
    assert STRIKES not in OUTCOMES


NAMED = 'name="strikes_dutch"'
COMPUTED = "total(supplier.on_strike, measures.of_run(dutch_workers))"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (NAMED, 'name="hiding_mean"', "OUTCOMES: name = 'hiding_mean' is not allowed; allowed: a new name"),
        ('group="side_effects"', 'group="side_effect"', "unknown group 'side_effect'; did you mean 'side_effects'?"),
        ('perspective="elsewhere"', 'perspective="there"', "strikes_dutch: unknown perspective 'there'"),
        ("direction=0", "direction=2", "strikes_dutch: direction = 2 is not allowed; allowed: 1, -1 or 0"),
        ("OUTCOMES = (", "OUTCOMES = 1, (", "OUTCOMES is not allowed; allowed: a tuple of Outcome"),
    ],
)
def test_an_outcome_that_does_not_fit_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    before = dict(OUTCOMES)
    with pytest.raises(InputError) as caught:
        load_scenario(world=write(tmp_path, changed(old, new)))
    assert message in str(caught.value)
    assert before == OUTCOMES


def test_an_error_of_an_outcome_names_its_line(tmp_path: Path) -> None:
    text = changed(COMPUTED, "1 / 0")
    with pytest.raises(InputError, match=r"strike\.py, line \d+: ZeroDivisionError"):
        simulate(load_scenario(world=write(tmp_path, text)), SEED)


AID = (EXAMPLE / "legal_aid.py").read_text(encoding="utf-8")
MIX = (EXAMPLE / "mix.toml").read_text(encoding="utf-8")


def write_mix(folder: Path, text: str = AID, mix: str = MIX) -> Path:
    """Write an instrument and a mix that names it, and return the mix."""
    (folder / "legal_aid.py").write_text(text, encoding="utf-8")
    path = folder / "mix.toml"
    path.write_text(mix, encoding="utf-8")
    return path


def test_an_instrument_of_a_plugin_moves_its_lever(tmp_path: Path) -> None:
    scenario = load_scenario(write_mix(tmp_path), world="small")
    assert [*scenario.mix.levels][-1] == "legal_aid" and "legal_aid" in scenario.mix.differences
    assert scenario.mix.base_levels["legal_aid"].national == 0
    assert scenario.resolved()["plugins"] == {"legal_aid.py": scenario.plugins[0].hash}
    plain = start(load_scenario("broad", world="small"), SEED)
    world = start(scenario, SEED)
    for _ in range(12):  # the mix begins in 2022
        advance(world)
        advance(plain)
    strength = scenario.parameters[INSTRUMENTS["legal_aid"].group]
    before = plain.state.levers.organising_fund[NLD]
    assert world.state.levers.organising_fund[NLD] == max(strength.strengthened, before) > before
    assert not np.array_equal(record(world), record(plain), equal_nan=True)


def test_an_instrument_of_a_plugin_that_is_absent_changes_nothing(tmp_path: Path) -> None:
    absent = load_scenario(write_mix(tmp_path, mix=MIX.replace("national = 2", "national = 0")), world="small")
    plain = load_scenario("broad", world="small")
    assert "legal_aid" not in plain.mix.levels
    one, two = simulate(absent, SEED), simulate(plain, SEED)
    assert np.array_equal(one.values, two.values, equal_nan=True)
    assert one.scenario.content_hash != two.scenario.content_hash


def test_a_mix_on_a_base_with_a_plugin_has_its_instrument(tmp_path: Path) -> None:
    write_mix(tmp_path)
    own = (
        MIX.split("[levels")[0].replace('base = "broad"', 'base = "mix.toml"').replace('plugins = ["legal_aid.py"]', "")
    )
    (tmp_path / "own.toml").write_text(own, encoding="utf-8")
    scenario = load_scenario(tmp_path / "own.toml", world="small")
    assert scenario.mix.levels["legal_aid"].national == 2 and len(scenario.plugins) == 1


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name="legal_aid"', 'name="procurement"', "INSTRUMENT: name = 'procurement' is not allowed"),
        ('v="facilitate"', 'v="facilitates"', "unknown V 'facilitates'; did you mean 'facilitate'?"),
        ("group=LegalAid", "group=Levers", "group is not allowed; allowed: a class with @parameters that declares"),
        ("group=LegalAid", 'group=LegalAid, parts=("dutch",)', "parts = ('dutch',) is not allowed"),
        ("INSTRUMENT = Instrument(", "INSTRUMENT = dict(", "INSTRUMENT is not allowed; allowed: an Instrument"),
    ],
)
def test_an_instrument_that_does_not_fit_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in AID
    before = dict(INSTRUMENTS)
    with pytest.raises(InputError) as caught:
        load_scenario(write_mix(tmp_path, AID.replace(old, new)), world="small")
    assert message in str(caught.value)
    assert before == INSTRUMENTS


def test_a_lever_stays_between_0_and_1(tmp_path: Path) -> None:
    moved = "np.maximum(levers.organising_fund, strength, out=levers.organising_fund)"
    text = AID.replace(moved, "levers.subsidy[:] = 2")
    scenario = load_scenario(write_mix(tmp_path, text), world="small")
    with pytest.raises(InputError, match=r"legal_aid\.py: levers\.subsidy = 2 is not allowed; allowed: from 0 to 1"):
        start(scenario, SEED)


def test_what_holds_under_every_mix_is_named_by_the_world(tmp_path: Path) -> None:
    world = write(tmp_path)
    mix = write_mix(tmp_path, mix=MIX.replace('"legal_aid.py"', '"legal_aid.py", "strike.py"'))
    with pytest.raises(InputError, match=r"mix\.toml: plugins: strike\.py adds more than an instrument; name it"):
        load_scenario(mix, world="small")
    scenario = load_scenario(mix, world=world)
    assert [plugin.name for plugin in scenario.plugins] == ["strike.py", "legal_aid.py"]


def test_an_unknown_instrument_of_a_plugin_is_unknown_where_the_mix_does_not_name_it(tmp_path: Path) -> None:
    load_scenario(write_mix(tmp_path), world="small")
    mix = write_mix(tmp_path, mix=MIX.replace('plugins = ["legal_aid.py"]\n', ""))
    with pytest.raises(InputError, match="unknown instrument 'legal_aid'"):
        load_scenario(mix, world="small")


def test_imports_read_alike_in_a_checkout_and_installed(tmp_path: Path) -> None:
    text = STRIKE.replace("from model.", "from ketenimpact.model.")
    assert text != STRIKE
    assert load_scenario(world=write(tmp_path, text)).plugins[0].text == text
