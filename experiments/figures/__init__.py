"""Figures of a study and of a world: one module a figure, the same bytes for the same input."""
