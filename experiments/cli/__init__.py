"""The command line: one thin module a subcommand of `run.py`."""
