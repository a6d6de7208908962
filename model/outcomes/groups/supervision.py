"""Supervision of the firms of a group, complaints that are traced to them, and what sanctions cost them.

Inspections and breaches are expected numbers of firms, under the laws of the group, as `model.processes.inspections`
has them:

    inspected_i = firms_i sum_L scope_iL detection_iL (1 - spared_iL),   found_i = the same times the degree of breach

A breach that is found brings an order where the law has one, and a fine with the law's chance, higher after findings of
the past five years; neither in the time to prepare. What was paid is that of the run, not its expectation.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from model.outcomes.groups.measure import GroupMeasure, View
from model.parameters import ParameterSet
from model.processes.decision import actual_breach
from model.processes.inspections import Inspections, inspected
from model.processes.regulators import Supervision
from model.state.state import COMPLAINT_WINDOW, FINDING_WINDOW, THEMES, Array

_QUARTERS = 4.0
_MILLION_PERCENT = 1e8


def _parameters(view: View) -> ParameterSet:
    """Return the parameters of the quarter that has ended."""
    return view.world.scenario.parameters.at(view.world.date - 1)


def _inspected(view: View) -> Array:
    """Return the chance that each company is inspected this quarter under each law of the group, N x its laws."""
    return inspected(view.state.company, view.laws, _parameters(view)[Inspections].active)


def _found(view: View) -> Array:
    """Return the chance that a breach is found, N x the laws of the group."""
    return _inspected(view) * actual_breach(view.world)[:, view.laws]


def inspections(view: View) -> Array:
    """Return inspections of firms this quarter."""
    return view.total_of_firms(_inspected(view).sum(axis=1))


def breaches(view: View) -> Array:
    """Return breaches found this quarter."""
    return view.total_of_firms(_found(view).sum(axis=1))


def orders(view: View) -> Array:
    """Return orders this quarter: breaches found under a law with an order, not in the time to prepare."""
    general = _parameters(view)[Supervision].order
    ordering = view.world.laws.filled("order", general)[view.laws] > 0
    counted = _found(view) * ordering * (1.0 - view.state.company.grace[:, view.laws])
    return view.total_of_firms(counted.sum(axis=1))


def fines(view: View) -> Array:
    """Return fines this quarter; 0 under a law whose fine is 0."""
    values, company, book = _parameters(view)[Supervision], view.state.company, view.world.laws
    before = np.delete(company.findings, view.quarter % FINDING_WINDOW, axis=1).sum(axis=1)
    first = book.filled("fine_probability", values.fine_probability)[view.laws]
    chance = np.minimum(1.0, np.multiply.outer(values.repetition_factor**before, first))
    chance *= book.filled("fine", values.fine)[view.laws] > 0
    counted = _found(view) * chance * (1.0 - company.grace[:, view.laws])
    return view.total_of_firms(counted.sum(axis=1))


def paid(view: View) -> Array:
    """Return fines and costs of orders paid this quarter under all laws, EUR m."""
    company = view.state.company
    value = float(np.add.reduce(company.revenue * company.fined * view.inside)) / (_QUARTERS * _MILLION_PERCENT)
    return np.array([value, np.count_nonzero(view.inside)])


def complaints(theme: int | None, view: View) -> Array:
    """Return complaints about suppliers this quarter that are traced to firms, on a theme or on all together."""
    now = view.state.company.complaints[:, :, view.quarter % COMPLAINT_WINDOW]
    return view.total_of_firms(now.sum(axis=1) if theme is None else now[:, theme])


def _count(name: str, meaning: str, unit: str, look: Callable[[View], Array]) -> GroupMeasure:
    return GroupMeasure(name, meaning, unit, "companies of the group", look, "sum")


MEASURES: tuple[GroupMeasure, ...] = (
    _count("inspections", "inspections expected under the laws of the group", "inspections/year", inspections),
    _count("breaches_found", "breaches that these are expected to find", "findings/year", breaches),
    _count("orders", "orders that are expected to follow", "orders/year", orders),
    _count("fines", "fines that are expected to follow", "fines/year", fines),
    _count("fines_paid", "fines and costs of orders paid under all laws", "EUR m/year", paid),
    _count(
        "complaints",
        "complaints about suppliers that are traced to firms",
        "complaints/year",
        partial(complaints, None),
    ),
    *(
        _count(
            f"complaints_{name}", f"the same on {name.replace('_', ' ')}", "complaints/year", partial(complaints, row)
        )
        for row, name in enumerate(THEMES)
    ),
)
