"""What is said of instruments beside their own declarations: names of the Vs to which they belong."""

from __future__ import annotations

from experiments.report.translation import N_

VS = {
    "inform": N_("Inform"),
    "tempt": N_("Tempt"),
    "facilitate": N_("Facilitate"),
    "conditions": N_("Set conditions"),
    "oblige": N_("Oblige"),
    "connect": N_("Connect"),
    "leverage": N_("Increase leverage"),
}
"""Names of the Vs of the advice."""
