"""Text of input files as people have it: with a byte order mark, in another encoding, or no file at all."""

import os
from pathlib import Path

import pytest

from model.errors import InputError
from model.inputs import input_text
from model.inputs.input_text import read_text

TEXT = "België, één\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf_8_is_read_with_and_without_a_byte_order_mark(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "file.toml"
    path.write_text(TEXT, encoding=encoding, newline="\n")
    assert read_text(path) == TEXT


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (TEXT.encode("utf-16"), "is in UTF-16"),
        (TEXT.encode("utf-32"), "is in UTF-32"),
        (TEXT.encode("utf-16-le"), "in UTF-16 without a mark"),
        (b"first\n" + TEXT.encode("cp1252"), r"byte 0xeb in line 2\), perhaps in Windows-1252"),
        (b"PK\x03\x04\x14\x00", "is a workbook"),
        (b"a = 1\0", "is not text"),
    ],
)
def test_another_encoding_is_named_with_what_to_do(tmp_path: Path, content: bytes, named: str) -> None:
    path = tmp_path / "file.toml"
    path.write_bytes(content)
    with pytest.raises(InputError, match=named) as caught:
        read_text(path)
    message = str(caught.value)
    assert message.startswith(str(path))
    assert "as UTF-8" in message
    assert "\n" not in message


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="file not found"):
        read_text(tmp_path / "none.toml")
    with pytest.raises(InputError, match="is a folder"):
        read_text(tmp_path)
    with pytest.raises(InputError, match="cannot be read"):
        read_text(tmp_path / ("x" * 5000))
    with pytest.raises(InputError, match="cannot be read"):
        read_text(tmp_path / "a\0b")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes by name here")
def test_a_pipe_or_a_device_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    with pytest.raises(InputError, match="is a pipe"):
        read_text(tmp_path / "pipe.toml")
    with pytest.raises(InputError, match="is a device"):
        read_text(Path(os.devnull))


def test_a_text_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(input_text, "LARGEST", 2**20)
    path = tmp_path / "file.toml"
    path.write_bytes(b"#" * 2**20)
    assert len(read_text(path)) == 2**20
    path.write_bytes(b"#" * (2**20 + 1))
    with pytest.raises(InputError, match="larger than 1 MiB"):
        read_text(path)


def test_characters_that_steer_a_terminal_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(b"name\r\nBangl\x1b[31madesh\r\n")
    with pytest.raises(InputError, match=r"holds the control character \\x1b"):
        read_text(path)
    path.write_bytes(b"name\r\nBangladesh\r\n")
    assert read_text(path) == "name\r\nBangladesh\r\n"
