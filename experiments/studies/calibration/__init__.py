"""Calibration: which values of uncertain parameters agree with what was observed up to the end of 2021."""
