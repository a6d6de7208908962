"""How far companies have come with due diligence: the six steps and what monitoring counts (M2; correction 20).

1 embed, 2 identify, 3 mitigate, 4 track, 5 communicate, 6 remedy; verified companies pass all six. A company
communicates under a duty to publish, or of its own accord when outsiders see that it does due diligence fully. Step 6
asks for a route to remedy from outside on most themes: one that is open on a single theme is not enough.
"""

from __future__ import annotations

import numpy as np

from model.outcomes.chains import dutch_detection, formal_routes
from model.outcomes.measures import Measures
from model.outcomes.observation import Observation
from model.outcomes.weights import dutch_links
from model.state.state import NONE, THEMES, Array, BoolArray
from model.sums import sum_by


def company_detection(measures: Measures) -> Array:
    """Return the share of problems in its chain that each Dutch company sees, N, by purchases over all tiers."""
    links = measures.of_run(dutch_links)
    seen = links.share_of_purchases * measures.once(dutch_detection)
    return sum_by(links.company, seen, measures.state.company.rows)


def steps_passed(measures: Measures) -> tuple[BoolArray, ...]:
    """Return for each of the six due diligence steps which companies pass it, N each (correction 20)."""
    cut = measures.world.parameters[Observation]
    company = measures.state.company
    embedded: BoolArray = company.form > 0
    follows: BoolArray = company.substance >= cut.follow_through
    return (
        embedded,
        embedded & (company.visibility >= cut.identify),
        company.substance >= cut.mitigate,
        follows & (measures.once(company_detection) >= cut.track),
        embedded & ((company.disclosure >= cut.communicate) | (company.signal >= cut.self_reported_full)),
        follows & (np.count_nonzero(measures.once(formal_routes), axis=1) >= cut.remedy_themes * len(THEMES)),
    )


def verified(measures: Measures) -> BoolArray:
    """Return which companies pass all six steps, N."""
    embedded, identified, mitigated, tracked, communicated, remedied = measures.once(steps_passed)
    passed: BoolArray = embedded & identified & mitigated & tracked & communicated & remedied
    return passed


def endorsing(measures: Measures) -> BoolArray:
    """Return which companies endorse the OECD Guidelines, N: they do some due diligence, or are motivated."""
    company = measures.state.company
    endorsed: BoolArray = (company.option != NONE) | (
        company.motivation > measures.world.parameters[Observation].motivated
    )
    return endorsed


def reporting_full(measures: Measures) -> BoolArray:
    """Return which companies say that they do full due diligence, N."""
    bar = measures.world.parameters[Observation].self_reported_full
    full: BoolArray = measures.state.company.signal >= bar
    return full


def covering_chain(measures: Measures) -> BoolArray:
    """Return which companies have enough insight in the last tier, the third, to cover the whole chain, N."""
    bar = measures.world.parameters[Observation].whole_chain
    visibility = measures.state.company.visibility
    covering: BoolArray = visibility * visibility * visibility >= bar
    return covering


def without(measures: Measures) -> BoolArray:
    """Return which companies do no due diligence, N."""
    nothing: BoolArray = measures.state.company.option == NONE
    return nothing
