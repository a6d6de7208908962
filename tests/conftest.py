"""All tests run in English, whatever the locale of the machine, and none finds a plug-in that another has loaded."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest

os.environ["LC_ALL"] = "C.UTF-8"


@pytest.fixture(autouse=True)
def no_plugins_left() -> Iterator[None]:
    """Unload plug-ins after each test."""
    yield
    registry = sys.modules.get("model.plugins")
    if registry is not None:
        registry.only(())
