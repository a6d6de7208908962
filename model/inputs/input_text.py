"""The text of an input file as people have it: UTF-8 with or without a byte order mark, of a bounded size.

Anything else is refused in one line that names the file and what to do: a folder or device, another encoding, a
workbook instead of text.
"""

from __future__ import annotations

import codecs
import stat
from pathlib import Path

from model.errors import InputError, steering

LARGEST = 32 * 2**20
"""Bytes of the largest text that is read; the largest table of the project has about 100,000."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
"""Byte order marks of other encodings, the longest first."""
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""First bytes of workbooks and other documents of office programs."""
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISSOCK, "a socket"),
)
_SAVE = "save it again as UTF-8 (Excel: 'CSV UTF-8'; Notepad: 'Save as', encoding UTF-8)"


def read_text(path: Path) -> str:
    """Return the text of a file, without its byte order mark.

    Raises:
        InputError: when the file is missing, is no regular file, is too large, cannot be read, or is not UTF-8.
    """
    check_regular(path)
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error})") from None
    if len(content) > LARGEST:
        raise InputError(f"{path}: is larger than {LARGEST // 2**20} MiB; allowed: text of at most that size")
    return _decoded(content, path)


def check_regular(path: Path) -> None:
    """Raise `InputError` unless a path is that of a file: reading a pipe or a device may never end."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise InputError(f"{path}: file not found") from None
    except (OSError, ValueError) as error:  # a name with a null byte is a ValueError
        raise InputError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})") from None
    if not stat.S_ISREG(mode):
        kind = next((name for check, name in _KINDS if check(mode)), "no regular file")
        raise InputError(f"{path}: is {kind}; give a file")


def _decoded(content: bytes, path: Path) -> str:
    """Return the bytes as text; raise `InputError` that names what they seem to be instead of UTF-8."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            raise InputError(f"{path}: is in {encoding}, not in UTF-8; {_SAVE}")
    if content.startswith(_WORKBOOKS):
        raise InputError(f"{path}: is a workbook or another document, not text; {_SAVE}")
    if b"\0" in content:
        raise InputError(f"{path}: is not text (it holds null bytes), or in UTF-16 without a mark; {_SAVE}")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        found = f"byte {error.object[error.start]:#04x} in line {line}"
        raise InputError(f"{path}: is not in UTF-8 ({found}), perhaps in Windows-1252; {_SAVE}") from None
    if found := steering(text.replace("\r", "")):
        raise InputError(f"{path}: holds the control character {found}; allowed: visible characters")
    return text
