"""All tests run in English, whatever the locale of the machine, and none finds a plug-in that another has loaded.

A study that does not say how many processes it wants has one: tests are spread over the cores as it is, and processes
take longer to start than small studies to run.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest

from experiments.linear_algebra import choose_kernels

choose_kernels()
os.environ["LC_ALL"] = "C.UTF-8"
os.environ["LOKY_MAX_CPU_COUNT"] = "1"


@pytest.fixture(autouse=True)
def no_plugins_left() -> Iterator[None]:
    """Unload plug-ins after each test."""
    yield
    registry = sys.modules.get("model.plugins")
    if registry is not None:
        registry.only(())
