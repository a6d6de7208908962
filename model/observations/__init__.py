"""Observations up to the end of 2021: what was counted, asked or assessed, and what the model gives for it."""

from __future__ import annotations

from model.observations.observing import Observed, observe
from model.observations.registry import STATISTICS
from model.observations.statistic import Statistic
from model.observations.table import Observation, read_observations

__all__ = ["STATISTICS", "Observation", "Observed", "Statistic", "observe", "read_observations"]
