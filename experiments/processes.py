"""Worker processes of this machine, one thread each, that end with the process that started them."""

from __future__ import annotations

import os
import sys
import threading
import time
from contextlib import AbstractContextManager

import joblib
from threadpoolctl import threadpool_limits

LOOK_SECONDS = 1.0


if sys.platform == "win32":
    import _winapi

    def _wait_for(parent: int) -> None:
        """Wait for the end of the process that started this one."""
        _winapi.WaitForSingleObject(_winapi.OpenProcess(_winapi.SYNCHRONIZE, False, parent), _winapi.INFINITE)

else:

    def _wait_for(parent: int) -> None:
        """Wait for the end of the process that started this one, whose orphans the system hands to another."""
        while os.getppid() == parent:
            time.sleep(LOOK_SECONDS)


def processes() -> AbstractContextManager[object]:
    """Return a context in which `joblib.Parallel` uses such processes."""
    watched = {"initializer": end_with_parent, "initargs": (os.getpid(),)}
    context: AbstractContextManager[object] = joblib.parallel_config("loky", inner_max_num_threads=1, **watched)
    return context


def one_thread() -> AbstractContextManager[object]:
    """Return a context in which linear algebra uses one thread, so that sums do not depend on the number of cores."""
    context: AbstractContextManager[object] = threadpool_limits(limits=1)
    return context


def end_with_parent(parent: int) -> None:
    """End this process as soon as another has ended, whatever this one is doing."""

    def watch() -> None:
        try:
            _wait_for(parent)
        finally:
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
