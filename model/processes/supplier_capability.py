"""Suppliers learn to improve: from buyers who work together with them, and from training.

    k_jk <- k_jk + e (1 - k_jk) t_k (G_jk joint_j + training - training_2020)
                 + e_s (1 - k_jk) lessons_jk - d (k_jk - k_2020)

Management that can use it makes external demands work (Boudreau 2024; SER 3.6). Lean training at suppliers
of Nike cut labour violations but not those of health and safety (Distelhorst, Hainmueller and Locke 2017),
hence t_k. Training on site by a programme (lessons) is far more intensive than what governments offer at large; the
part of it that trains management has t_k in it already (`model.processes.programmes`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.parameters import par, parameters, switch
from model.process import Process
from model.state.state import HEALTH_SAFETY, NLD, Array

if TYPE_CHECKING:
    from model.world import World


@parameters("supplier_capability")
class SupplierCapability:
    """How suppliers learn and forget."""

    active: float = switch("capability of suppliers changes")
    learning: float = par(
        0.03,
        legal=(0, 1),
        plausible=(0.015, 0.06),
        unit="1/quarter",
        meaning="part of the gap in capability closed at full training",
        source="assumption",
    )
    forgetting: float = par(
        0.01,
        legal=(0, 1),
        plausible=(0.005, 0.02),
        unit="1/quarter",
        meaning="rate at which capability returns to that of 2020",
        source="assumption",
    )
    site_learning: float = par(
        0.155,
        legal=(0, 1),
        plausible=(0.05, 0.3),
        unit="1/quarter",
        meaning="part of the gap in capability closed at full training on site by a programme",
        source="assumption; Distelhorst, Hainmueller and Locke 2017 for effects within two years (target T21)",
        before=0.15,
    )
    safety_share: float = par(
        0.0225,
        legal=(0, 1),
        plausible=(0, 0.5),
        unit="0-1",
        meaning="learning on health and safety relative to other themes",
        source="assumption; Distelhorst, Hainmueller and Locke 2017 found no effect on safety",
        before=0.1,
    )


def next_capability(
    capability: Array, base: Array, lessons: Array, on_site: Array, values: SupplierCapability
) -> Array:
    """Return capability after a quarter, suppliers x themes, 0-1.

    Args:
        capability: suppliers x themes, 0-1.
        base: capability in 2020, by supplier, 0-1.
        lessons: cooperation, and training above that of 2020, suppliers x themes.
        on_site: training by programmes, suppliers x themes, 0-1.
        values: the parameters.
    """
    after = 1.0 - capability
    after *= lessons
    after *= values.learning
    after[:, HEALTH_SAFETY] *= values.safety_share
    if on_site.any():
        after += values.site_learning * (1.0 - capability) * on_site
    after += capability
    forgotten = capability - base[:, np.newaxis]
    forgotten *= values.forgetting
    after -= forgotten
    return np.clip(after, 0.0, 1.0, out=after)


def training(world: World) -> float:
    """Return the training of suppliers by all home governments together, 0-1."""
    return 1.0 - float(np.prod(1.0 - world.state.levers.supplier_training))


def settle(world: World) -> None:
    """Take over the training of 2020, whose effect is in the capability of that year."""
    world.state.government.base_training[:] = training(world)


def step(world: World) -> None:
    """Update the capability of suppliers."""
    values = world.parameters[SupplierCapability]
    if not values.active:
        return
    supplier = world.state.supplier
    lessons = supplier.effect * supplier.joint_share[:, np.newaxis]
    lessons += training(world) - float(world.state.government.base_training[NLD])
    supplier.capability = next_capability(
        supplier.capability, supplier.base_capability, lessons, supplier.lessons, values
    )


PROCESS = Process(
    name="supplier_capability",
    meaning="Suppliers learn to improve",
    step=step,
    settle=settle,
    reads=(
        "levers.supplier_training",
        "supplier.base_capability",
        "supplier.effect",
        "supplier.joint_share",
        "supplier.lessons",
    ),
    mechanisms=("M12", "M26"),
    sections=("2.3", "3.6"),
    switches=("supplier_capability.active",),
)
