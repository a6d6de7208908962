"""The explorer: one HTML page with all draws of a finished comparison, for questions that were not foreseen."""
