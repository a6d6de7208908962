"""Sweeps: many runs over mixes, courses, worlds, parameters and seeds, resumable, on one machine or many."""
