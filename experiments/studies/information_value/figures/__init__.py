"""Figures of a study of this kind."""
