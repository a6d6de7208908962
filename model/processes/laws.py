"""Which law binds which company, and how strongly (M13, M33, M39, M44, M48; SER 3.4, 4.2-4.4).

A law binds with its intensity where a company is eligible and the law applies. An announced law counts in
expectations for a part; one that amends another takes over that part of it. Where European law applies, a harmonised
national law keeps (1 - pre-emption) of what it asks above the European one, where what a law asks is its strength x
the share of the six steps that it covers; a replaced law ends (model.md R14, property 21). What a law mandates, opens
to the courts or makes public it does for its own themes; what is lost to European law is averaged over the companies
that the national law binds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.building.law_book import NEVER
from model.parameters import parameters, switch
from model.politics.expectation import Politics
from model.process import Process
from model.processes.politics import preemption
from model.state.state import Array, BoolArray, IntArray
from model.sums import strongest, weighted_mean

if TYPE_CHECKING:
    from model.world import World


@parameters("laws")
class Laws:
    """Switches of the working of laws."""

    active: float = switch("laws bind companies")


def application_dates(world: World) -> IntArray:
    """Return the quarter (from year 0) in which each law starts to bind each company, N x L.

    European instrument laws come sooner through Dutch effort, but never before they are announced.
    """
    return world.laws.dates(_sooner(world))


def _sooner(world: World) -> tuple[int, ...]:
    """Return by how many quarters effort brings each law forward, L."""
    return tuple(int(quarters) for quarters in world.state.law.sooner)


def has_begun(world: World, number: int) -> bool:
    """Say whether a law has an intensity above 0 and its first date of application is past."""
    first = world.laws.first_dates(_sooner(world))[number]
    return bool(world.state.law.intensity[number] > 0 and world.date >= first)


def embedding_applies(world: World) -> bool:
    """Say whether a European law with which European parts of instruments begin applies to anyone."""
    return any(
        law.embedding and has_begun(world, number) and (law.end is None or world.date < law.end)
        for number, law in enumerate(world.laws.laws)
    )


def harmonised(national: Array, european: Array, preemption: float) -> Array:
    """Return what remains of a national law's strength beside European law, same shape (property 21).

    With `preemption` 1 no national excess is left; with 0 both together reach the stronger of the two.
    """
    excess = (1.0 - preemption) * np.maximum(national - european, 0.0)
    return np.where(european > 0, excess, national)


def _in_force(world: World) -> BoolArray:
    """Return where a law applies now and has not ended or been replaced, N x L."""
    book = world.laws
    now = application_dates(world) <= world.date
    for number, law in enumerate(book.laws):
        if law.end is not None and world.date >= law.end:
            now[:, number] = False
    alive = now.any(axis=0) & (world.state.law.intensity > 0)
    for number, others in enumerate(book.replaced_by):
        if any(alive[other] for other in others):
            now[:, number] = False
    return now


def step(world: World) -> None:
    """Set scope, expected scope, mandates, liability and the duty to publish."""
    book, state = world.laws, world.state
    company, law = state.company, state.law
    values = world.parameters[Politics]
    on = world.parameters[Laws].active
    stays = (1.0 - np.multiply.outer(book.established, company.moved)).T
    potential = book.eligible * (on * law.intensity) * stays
    scope = potential * _in_force(world).astype(float)
    law.preempted[:] = 0.0
    asked = scope.copy(order="F")
    for number, others in enumerate(book.harmonised_by):
        if others:
            european = (asked[:, list(others)] * book.step_share[list(others)]).max(axis=1)
            national = asked[:, number] * book.step_share[number]
            left = harmonised(national, european, preemption(world))
            lost = np.maximum(national - (left + european), 0.0)
            law.preempted[number] = weighted_mean(lost, company.revenue * (national > 0))
            scope[:, number] = left / book.step_share[number]
    company.scope[:] = scope
    company.expected_scope[:] = scope
    _anticipate(world, values.anticipation, potential)
    company.mandated[:] = 0.0
    for themes, members in zip(book.theme_sets, book.of_theme_set, strict=True):
        strength = scope[:, members].max(axis=1)
        for theme in np.flatnonzero(themes):
            column = company.mandated[:, theme]
            np.maximum(column, strength, out=column)
    company.liability[:] = book.liable.by_theme(scope)
    company.disclosure[:] = strongest(scope, book.publishing, book.publication * book.theme_share)


def _anticipate(world: World, weight: float, potential: Array) -> None:
    """Let laws that are announced and still to apply count for a part; `potential` is N x L.

    Of a law and its amendments two versions count: the one that applies and the next one to come, which takes over its
    part from it, so that an amendment that asks less lowers what companies expect.
    """
    book, dates, expected = world.laws, application_dates(world), world.state.company.expected_scope
    following = {earlier: law for law, earlier in enumerate(book.amends) if book.announced[law] <= world.date}
    for law in np.flatnonzero((book.announced <= world.date) & (book.last > world.date)):
        waiting = (dates[:, law] > world.date) & (dates[:, law] < NEVER)
        if law in following:
            waiting &= dates[:, law] < book.end[law]
        earlier = book.amends[law]
        if earlier >= 0:
            waiting &= (dates[:, earlier] <= world.date) | (dates[:, earlier] >= book.end[earlier])
            expected[:, earlier] *= 1.0 - weight * waiting
        expected[:, law] += weight * potential[:, law] * waiting


PROCESS = Process(
    name="laws",
    meaning="which law binds which company, how strongly",
    step=step,
    reads=("law.sooner", "law.intensity", "company.moved", "company.revenue"),
    mechanisms=("M13", "M33", "M39", "M44", "M48"),
    sections=("3.4", "4.2", "4.3", "4.4"),
    switches=("laws.active",),
    burn_in=True,
)
