"""The controls of an own world and of an own route to European law."""

from __future__ import annotations

from experiments.dashboard.form import Control
from experiments.report.translation import N_

_LABELS = (
    Control("label_en", "text", N_("Label in English")),
    Control("label_nl", "text", N_("Label in Dutch")),
)
WORLD_CONTROLS = (
    *_LABELS,
    Control("start", "text", N_("First quarter")),
    Control("end", "text", N_("Last quarter")),
    Control("burn_in", "whole", N_("Quarters in which the world settles before that"), low=0, high=200),
    Control("companies.NLD", "whole", N_("Dutch companies in the sample"), low=20, high=100_000),
    Control("companies.EU", "whole", N_("Companies of the rest of the EU in the sample"), low=20, high=100_000),
    Control("companies.ROW", "whole", N_("Companies of the rest of the world in the sample"), low=20, high=100_000),
    Control("suppliers", "whole", N_("Suppliers in the sample"), low=50, high=1_000_000),
    Control("scale", "number", N_("All of these times"), 1, low=0.05, high=100),
    Control("input_uncertainty", "number", N_("Uncertainty of the input tables (0-1)"), 0, low=0, high=1),
    Control("shocks.covid", "yes", N_("Shocks of COVID-19"), False),
    Control("shocks.regionalisation", "yes", N_("Regionalisation of chains"), False),
)
ROUTE_CONTROLS = (
    *_LABELS,
    Control("begins", "text", N_("First quarter of effort")),
    Control("undecided_from", "text", N_("Nothing is decided before (quarter)")),
    Control("effort.european", "number", N_("Part of the effort for European law (0-1)"), low=0, high=1),
    Control("effort.national", "number", N_("Part of the effort for a Dutch bill (0-1)"), low=0, high=1),
    Control("effort.reporting", "number", N_("Part of the effort for European reporting law (0-1)"), low=0, high=1),
    Control("halted_by_proposal", "yes", N_("A European proposal halts the Dutch bill"), True),
    Control("checkpoint.quarter", "text", N_("Progress is judged in (quarter; empty: never)")),
    Control("checkpoint.threshold", "number", N_("Progress that suffices (0-1; empty: the parameter)"), low=0, high=1),
    Control("checkpoint.effort_if_insufficient.european", "number", N_("Then for European law (0-1)"), low=0, high=1),
    Control("checkpoint.effort_if_insufficient.national", "number", N_("Then for a Dutch bill (0-1)"), low=0, high=1),
)
