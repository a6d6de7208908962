"""The report: one file from finished studies, for who decides and for who checks."""
