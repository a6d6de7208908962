"""Calibration: which values of uncertain parameters agree with what was observed, as a weighted ensemble."""
