"""Tools of developers and reviewers: documents, calibration, benchmark, reproduction."""
