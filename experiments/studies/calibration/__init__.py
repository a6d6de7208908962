"""Fitting the model to what was observed up to the end of 2021."""
