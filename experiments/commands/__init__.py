"""The verbs of the front door, one a module; each has `run(arguments)`, which returns the exit status."""
