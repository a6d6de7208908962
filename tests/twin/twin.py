"""A twin of a part of the model in plain Mesa: companies and suppliers are agents, each does its part in turn.

It covers the processes that look at every supplier or purchase relation and takes their switches as on. Before each
process it takes over the state of the array model; then both do the process with the same draws, and the columns are
compared. The times that both take are the yardstick of speed of `experiments.tools.benchmark`.
"""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import mesa
import numpy as np

from model.processes.attention import Attention
from model.scenario import Scenario
from model.schedule import STEP
from model.simulation import start
from model.state.state import FREEDOM_OF_ASSOCIATION, GENDER, NLD, TABLES, State
from model.world import World
from tests.twin.agents import Company, K, Link, Supplier


@dataclass
class Comparison:
    """What came of a process in the quarters compared: CPU seconds of each, and the largest relative difference."""

    twin: float = 0.0
    arrays: float = 0.0
    difference: float = 0.0


class Twin(mesa.Model):
    """Companies and suppliers as Mesa agents; one method a process, named as the process."""

    def __init__(self, world: World) -> None:
        super().__init__(rng=world.seed)
        state = world.state
        self.companies = Company.create_agents(self, state.company.rows)
        self.suppliers = Supplier.create_agents(self, state.supplier.rows)
        self.links = [Link() for _ in range(state.link.rows)]
        agents: dict[str, list[Any]] = {"company": [*self.companies], "supplier": [*self.suppliers], "link": self.links}
        self.rows = agents

    def read(self, world: World) -> None:
        """Take over a state as plain numbers."""
        state = world.state
        self.parameters = world.parameters
        for table, agents in self.rows.items():
            for name in TABLES[table].COLUMNS:
                for agent, value in zip(agents, getattr(getattr(state, table), name).tolist(), strict=True):
                    setattr(agent, name, value)
        self._connect()
        severity = world.severity.tolist()
        for company in self.rows["company"]:
            company.severity = severity[company.sector]
        self.audits, self.shock = float(state.shock.audits[0]), float(state.shock.condition[0])
        self.switching = float(state.shock.switching[0])
        self.support_desk, self.coherence = state.levers.support_desk.tolist(), state.levers.coherence.tolist()
        self.enforcement, self.theme_share = state.country.enforcement.tolist(), world.laws.theme_share.tolist()
        untrained = math.prod(1.0 - training for training in state.levers.supplier_training.tolist())
        self.training = 1.0 - untrained - float(state.government.base_training[NLD])
        values = world.parameters[Attention]
        themes = {FREEDOM_OF_ASSOCIATION: values.operability_association, GENDER: values.operability_gender}
        self.operability = [themes.get(k, 1.0) for k in K]
        for link, event in zip(self.links, world.uniforms("exits", state.link.rows).tolist(), strict=True):
            link.event = event

    def _connect(self) -> None:
        """Let buyers and sellers know the links between them."""
        for company in self.rows["company"]:
            company.links = []
        for row, supplier in enumerate(self.rows["supplier"]):
            supplier.row, supplier.buyers = row, []
        for link in self.links:
            link.buyer, link.seller = self.rows["company"][link.company], self.rows["supplier"][link.supplier]
            link.buyer.links.append(link)
            link.seller.buyers.append(link)

    def information(self) -> None:
        self.suppliers.do("await_insight")
        self.companies.do("gain_insight")
        self.companies.do("share_insight")
        self.companies.do("detect")
        self.suppliers.do("be_heard")

    def perception(self) -> None:
        self.companies.do("perceive")

    def exposure(self) -> None:
        self.suppliers.do("harm")
        self.companies.do("be_exposed")

    def attention(self) -> None:
        self.companies.do("divide_attention")

    def leverage(self) -> None:
        self.suppliers.do("sell")
        self.companies.do("demand")
        self.suppliers.do("weigh_demands")

    def conditions(self) -> None:
        self.suppliers.do("improve")

    def supplier_capability(self) -> None:
        self.suppliers.do("learn")

    def exits(self) -> None:
        self.suppliers.do("await_exits")
        self.peers: dict[tuple[int, int], list[tuple[Supplier, float]]] = {}
        for supplier in self.rows["supplier"]:
            attraction = supplier.base_volume * math.exp(-supplier.prior)
            self.peers.setdefault((supplier.sector, supplier.tier), []).append((supplier, attraction))
        self.companies.do("leave")
        self.suppliers.do("give_way")
        self.suppliers.do("keep_ledger")

    def relations(self) -> None:
        self.companies.do("relate")


PROCESSES = tuple(process.name for process in STEP if process.name in vars(Twin))
"""The processes that the twin does."""


def compare(scenario: Scenario, seed: int, every: int, quarters: int | None = None) -> dict[str, Comparison]:
    """Return what twin and array model make of each process, in every so many quarters.

    The array model is timed in a branch of its own, which does whole quarters, as it does in use.
    """
    world, alone = start(scenario, seed), start(scenario, seed)
    twin, found = Twin(world), {name: Comparison() for name in PROCESSES}
    for quarter in range(quarters or scenario.world.quarters):
        compared = quarter % every == every - 1
        for process in STEP:
            seconds = _seconds(partial(process.step, alone))
            if compared and process.name in found:
                own = found[process.name]
                own.arrays += seconds
                twin.read(world)
                own.twin += _seconds(getattr(twin, process.name))
                process.step(world)
                own.difference = max(own.difference, difference(twin, world.state, process.writes))
            else:
                process.step(world)
        world.quarter = alone.quarter = world.quarter + 1
    return found


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def difference(twin: Twin, state: State, written: Sequence[str]) -> float:
    """Return the largest difference between twin and state in these columns of agents, relative to values above 1."""
    worst = 0.0
    for table, name in (each.split(".") for each in written):
        theirs = np.array([getattr(agent, name) for agent in twin.rows.get(table, ())], dtype=np.float64)
        if theirs.size:
            ours = np.asarray(getattr(getattr(state, table), name), dtype=np.float64)
            worst = max(worst, float((np.abs(theirs - ours) / np.maximum(1.0, np.abs(ours))).max()))
    return worst
