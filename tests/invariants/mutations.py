"""Seeded damage to input files: bytes, lines, values and cells, as slips, programs and storage bring it about.

`damaged(content, ending, rng)` returns a file that is broken in one to three ways. The same generator in the same
state gives the same bytes.
"""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Callable
from typing import Any

import pandas as pd

Damage = Callable[[bytes, random.Random], bytes]

VALUES = (
    *(
        '""',
        "''",
        '"NA"',
        '"null"',
        '"=1+1"',
        '"[/red]"',
        '"\\u001b[31m"',
        '"\\u202e"',
        '"$x$"',
        '"../.."',
        '"/dev/null"',
    ),
    *("0", "-1", "1", "2.5", "1e308", "-1e308", "inf", "-inf", "nan", "-0.0", "1_0", "0x1F", "0,5", "5+", "45%"),
    *(
        "9223372036854775807",
        "9223372036854775808",
        400 * "9",
        5000 * "9",
        "1979-05-27",
        "07:32:00",
        "2021Q5",
        "2022Q1",
    ),
    *("true", "false", "True", "none", "[]", "[[]]", "[0,05, 0,12]", "{}", "{a = 1}", '["1", "1"]', '["nowhere"]'),
    *(
        '["nowhere.toml"]',
        '"2022Q1"',
        '"9999Q4"',
        '"0000Q1"',
        '"broad"',
        '["broad", 1]',
        "1.",
        "[1, ",
        '"' + 3000 * "x" + '"',
    ),
    100 * "[" + 100 * "]",
    2000 * "[" + 2000 * "]",
)
"""What may come to stand in the place of a value."""
CELLS = (
    *(
        "",
        " ",
        "NA",
        "nan",
        "null",
        "-1",
        "0",
        "1e308",
        "inf",
        "-inf",
        "0,5",
        "1.234,5",
        "5+",
        "45%",
        "<1",
        "1_0",
        "²",
        "٣",
    ),
    *(
        "=1+1",
        "[/red]",
        "\x1b[31m",
        "a;b",
        "a,b",
        'a"b',
        "x\ny",
        "2021-13-45",
        "1-1-2021",
        "2021Q9",
        500 * "x",
        400 * "9",
    ),
)
"""What may come to stand in a cell."""
_ASSIGNMENT = re.compile(rb"(?m)^(\s*[\w.\"-]+\s*=\s*)([^\n\"\[]+|\"[^\"\n]*\"|\[[^\]\n]*\])$")


def damaged(content: bytes, ending: str, rng: random.Random) -> bytes:
    """Return the bytes of a file that is broken in one to three ways.

    Args:
        content: of the file.
        ending: of its name: `.toml`, `.csv` or `.parquet`.
        rng: decides what is broken and where.
    """
    kinds = {".toml": (*BYTES, *LINES, *TOML, *TOML, *TOML), ".csv": (*BYTES, *LINES, *CSV, *CSV, *CSV)}
    kinds[".parquet"] = (*BYTES[:5], *PARQUET, *PARQUET)
    for _ in range(rng.randint(1, 3)):
        content = rng.choice(kinds[ending])(content, rng)
    return content


# ---- bytes


def _flip(content: bytes, rng: random.Random) -> bytes:
    place = rng.randrange(max(1, len(content)))
    return (
        content[:place]
        + bytes(each ^ (1 << rng.randrange(8)) for each in content[place : place + 1])
        + content[place + 1 :]
    )


def _cut(content: bytes, rng: random.Random) -> bytes:
    one, other = sorted(rng.randrange(len(content) + 1) for _ in range(2))
    return content[:one] + content[other:]


def _truncate(content: bytes, rng: random.Random) -> bytes:
    return content[: rng.randrange(len(content) + 1)]


def _repeat(content: bytes, rng: random.Random) -> bytes:
    one, other = sorted(rng.randrange(len(content) + 1) for _ in range(2))
    return content[:other] + content[one:other] + content[other:]


def _insert(content: bytes, rng: random.Random) -> bytes:
    place = rng.randrange(len(content) + 1)
    return content[:place] + rng.randbytes(rng.randint(1, 8)) + content[place:]


def _encode(content: bytes, rng: random.Random) -> bytes:
    text = content.decode("utf-8", "replace")
    return text.encode(rng.choice(("utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "utf-7")), "replace")


def _end_lines(content: bytes, rng: random.Random) -> bytes:
    return content.replace(b"\n", rng.choice((b"\r\n", b"\r", b"\n\n", b"\x0b", b"\x00\n", b" \n")))


def _empty(content: bytes, rng: random.Random) -> bytes:
    return rng.choice((b"", b"\n", b"\xef\xbb\xbf", b"\x00", b"#", b"PK\x03\x04", content[:1]))


BYTES: tuple[Damage, ...] = (_flip, _cut, _truncate, _repeat, _insert, _encode, _end_lines, _empty)


# ---- lines


def _on_lines(change: Callable[[list[bytes], random.Random], object]) -> Damage:
    def damage(content: bytes, rng: random.Random) -> bytes:
        lines = content.split(b"\n")
        change(lines, rng)
        return b"\n".join(lines)

    return damage


def _drop(lines: list[bytes], rng: random.Random) -> None:
    del lines[rng.randrange(len(lines))]


def _double(lines: list[bytes], rng: random.Random) -> None:
    place = rng.randrange(len(lines))
    lines.insert(rng.randrange(len(lines) + 1), lines[place])


def _move(lines: list[bytes], rng: random.Random) -> None:
    line = lines.pop(rng.randrange(len(lines)))
    lines.insert(rng.randrange(len(lines) + 1), line)


LINES = tuple(_on_lines(each) for each in (_drop, _double, _move))


# ---- TOML


def _value(content: bytes, rng: random.Random) -> bytes:
    found = list(_ASSIGNMENT.finditer(content))
    if not found:
        return content
    start, end = rng.choice(found).span(2)
    return content[:start] + rng.choice(VALUES).encode() + content[end:]


def _key(content: bytes, rng: random.Random) -> bytes:
    found = list(_ASSIGNMENT.finditer(content))
    if not found:
        return content
    start, end = rng.choice(found).span(1)
    keys = (
        b"x = ",
        b"a.b.c = ",
        b'"" = ',
        b"levels = ",
        b".".join([b"a"] * 60) + b" = ",
        content[start : end - 2][1:] + b"= ",
    )
    return content[:start] + rng.choice(keys) + content[end:]


def _header(content: bytes, rng: random.Random) -> bytes:
    place = rng.choice([0, *(found.end() for found in re.finditer(rb"\n", content))])
    headers = (
        b"[levels]\n",
        b"[[levels]]\n",
        b"[x.y.z]\n",
        b"[record]\n",
        b"[parameters]\n",
        b"[]\n",
        b"[law_changes.x]\n",
    )
    return content[:place] + rng.choice(headers) + content[place:]


TOML: tuple[Damage, ...] = (_value, _value, _value, _key, _header)


# ---- CSV


def _on_cells(change: Callable[[list[list[str]], random.Random], object]) -> Damage:
    def damage(content: bytes, rng: random.Random) -> bytes:
        text = content.decode("utf-8", "replace").replace("\0", "")
        try:
            rows = [row for row in csv.reader(io.StringIO(text)) if row]
        except csv.Error:
            return content
        if rows:
            change(rows, rng)
        written = io.StringIO()
        csv.writer(written, delimiter=rng.choice(",,,,;\t"), lineterminator="\n").writerows(rows)
        return written.getvalue().encode()

    return damage


def _cell(rows: list[list[str]], rng: random.Random) -> None:
    row = rng.choice(rows)
    row[rng.randrange(len(row))] = rng.choice(CELLS)


def _column(rows: list[list[str]], rng: random.Random) -> None:
    place, value = rng.randrange(len(rows[0])), rng.choice(CELLS)
    for row in rows[1:]:
        if place < len(row):
            row[place] = value


def _without_column(rows: list[list[str]], rng: random.Random) -> None:
    place = rng.randrange(len(rows[0]))
    for row in rows:
        del row[place : place + 1]


def _swap_columns(rows: list[list[str]], rng: random.Random) -> None:
    one, other = (rng.randrange(len(rows[0])) for _ in range(2))
    for row in rows[rng.randint(0, 1) :]:
        if max(one, other) < len(row):
            row[one], row[other] = row[other], row[one]


def _wide_row(rows: list[list[str]], rng: random.Random) -> None:
    rng.choice(rows).append(rng.choice(CELLS))


CSV = tuple(_on_cells(each) for each in (_cell, _cell, _cell, _column, _without_column, _swap_columns, _wide_row))


# ---- Parquet


def _on_table(change: Callable[[pd.DataFrame, random.Random], pd.DataFrame]) -> Damage:
    def damage(content: bytes, rng: random.Random) -> bytes:
        try:
            table = pd.read_parquet(io.BytesIO(content))
        except Exception:  # an earlier damage has made it unreadable
            return content
        written = io.BytesIO()
        change(table, rng).to_parquet(written, index=False)
        return written.getvalue()

    return damage


def _other_name(table: pd.DataFrame, rng: random.Random) -> pd.DataFrame:
    names = list(table.columns)
    if names:
        names[rng.randrange(len(names))] = rng.choice(("x", "", "draw", "weight", "learning.rte", "=1+1"))
    return table.set_axis(names, axis=1)


def _other_values(table: pd.DataFrame, rng: random.Random) -> pd.DataFrame:
    if table.empty:
        return table
    values = (float("nan"), float("inf"), -1.0, 1e308, "text", None, True, pd.Timestamp("2020-01-01"), [1.0])
    place = rng.randrange(table.shape[1])
    other: dict[str, Any] = {str(table.columns[place]): [rng.choice(values)] * len(table)}
    return table.assign(**other)


def _no_rows(table: pd.DataFrame, rng: random.Random) -> pd.DataFrame:
    return table.iloc[:0] if rng.random() < 0.5 else table.iloc[:, :0]


PARQUET = tuple(_on_table(each) for each in (_other_name, _other_values, _other_values, _no_rows))
