"""Experiments on the model: designs, the engine that runs them, the store and the telling of results."""

from __future__ import annotations

import os
import sys

if sys.version_info < (3, 12):  # noqa: UP036 - said here, before a module that an older Python cannot read
    sys.stderr.write(f"error: Python 3.12 or newer is needed; this is {sys.version.split()[0]}\n")
    raise SystemExit(2)

# Runs are spread over processes; threads inside numerical libraries would only compete with them and could
# change the order of sums. This has effect because it comes before the first import of numpy.
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_variable] = "1"
