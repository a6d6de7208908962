"""One kind of linear algebra on all x86 processors, so that the same study gives the same bytes on each."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

CHOSEN = "OPENBLAS_CORETYPE"
KERNELS = "Haswell"
"""The kernels of OpenBLAS for processors with AVX2. By itself it takes others where there are wider vectors."""
_AVX2_AVAILABLE = 40
"""Number of the feature in Windows."""


def choose_kernels() -> None:
    """Have numpy use these kernels where the processor can; without effect once numpy is imported, or on other ones."""
    if "numpy" not in sys.modules and platform.machine().lower() in ("x86_64", "amd64") and _has_avx2():
        os.environ.setdefault(CHOSEN, KERNELS)


if sys.platform == "win32":
    import ctypes

    def _has_avx2() -> bool:
        return bool(ctypes.windll.kernel32.IsProcessorFeaturePresent(_AVX2_AVAILABLE))

else:

    def _has_avx2() -> bool:
        described = Path("/proc/cpuinfo")
        return described.is_file() and " avx2 " in described.read_text(encoding="ascii", errors="replace")
