"""How much is run in a calibration, and when a point in parameter space is ruled out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

QUADRATIC, GAUSSIAN, BEST = "quadratic", "gaussian_process", "best"
EMULATORS = (QUADRATIC, GAUSSIAN, BEST)


@dataclass(frozen=True)
class WaveOptions:
    """One wave: how many points are run, with how many seeds each, and which points are ruled out after it.

    A point stays when its `rank`-th highest implausibility over observations (1: the highest) is at most `cutoff`.
    """

    points: int
    seeds: int
    rank: int
    cutoff: float = 3.0


@dataclass(frozen=True)
class Exploration:
    """How points that are not ruled out are looked for: with so many walkers, moved so often at each level."""

    walkers: int = 600
    moves: int = 40


@dataclass(frozen=True)
class Judgement:
    """What an emulator may use, and how observations are compared.

    Attributes:
        emulator: one of `EMULATORS`.
        most_parameters: parameters that an emulator of one observation may use.
        least_skill: share of the variance that an emulator has to predict; else it is a constant.
        tolerance_deviations: standard deviations that a tolerance stands for.
        least_agents: agents that an observation has to be measured on.
        most_missing: share of the points of a wave at which an observation may be measured on fewer.
    """

    emulator: str = BEST
    most_parameters: int = 12
    least_skill: float = 0.05
    tolerance_deviations: float = 1.96
    least_agents: int = 10
    most_missing: float = 0.1


@dataclass(frozen=True)
class CalibrationOptions:
    """What is asked of a calibration; a file such as `scenarios/ensembles/calibration.toml` holds it.

    Attributes:
        name: of the ensemble.
        prior: name of the draws of the prior; empty when they are not kept.
        seed: of all samples of parameters.
        first_seed: of the runs; every point has its own seeds.
        waves: from first to last.
        draws: in the ensemble.
        draw_seeds: seeds of each draw.
        effective_share: the effective number of draws is at least this share of them.
        stop_share: waves end when one leaves more than this share of what the one before it left.
        observations: ids or targets; empty for all that are not kept apart.
        stand_ins: worlds that stand for others, by the name of the other.
        structural: further parameters to vary.
        recovery: trials on made-up truth; none leaves them out.
        politics: whether parameters of simulated politics follow past acts (`politics.py`) instead of their prior.
        exploration: how points are looked for.
        judgement: how they are judged.
    """

    name: str
    prior: str
    seed: int
    first_seed: int
    waves: tuple[WaveOptions, ...]
    draws: int
    draw_seeds: int
    effective_share: float = 1 / 3
    stop_share: float = 0.8
    observations: tuple[str, ...] = ()
    stand_ins: Mapping[str, str] = field(default_factory=dict)
    structural: tuple[str, ...] = ()
    recovery: int = 0
    politics: bool = False
    exploration: Exploration = field(default_factory=Exploration)
    judgement: Judgement = field(default_factory=Judgement)
