"""The columns that hold the state of a run."""
