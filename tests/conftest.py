"""What holds for every test: no plug-in that one has loaded is there for the next."""

import sys
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def no_plugins_left() -> Iterator[None]:
    yield
    registry = sys.modules.get("model.plugins")
    if registry is not None:
        registry.only(())
