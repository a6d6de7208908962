<<<<<<< HEAD
"""Fitting the model to what was observed up to the end of 2021."""
=======
"""Calibration: which values of uncertain parameters agree with what was observed, as a weighted ensemble."""
>>>>>>> calib
