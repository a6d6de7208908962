"""All tests run in English, whatever the locale of the machine."""

from __future__ import annotations

import os

os.environ["LC_ALL"] = "C.UTF-8"
