"""Figures of a calibration."""
