"""Comparison of mixes on common random numbers."""
