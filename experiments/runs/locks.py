"""One command at a time in the folder of a study.

A lock is a file beside the folder, held through the operating system, which lets go of it when the process ends,
however it ends. It says which process of which host holds it, since locks of other hosts may not be seen on a shared
disk. Shards of one sweep have a lock each, and none of them works while a command without a shard does.
"""

from __future__ import annotations

import errno
import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from experiments.report.terminal import error_output, shown_path
from model.errors import InputError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_BUSY = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
_FAR = 1 << 20
"""On Windows nobody can read a byte that is locked, so one is taken that the file does not have."""


@contextmanager
def locked(folder: Path, part: str = "", unlock: bool = False) -> Iterator[None]:
    """Hold the lock of a folder, whose parent exists, or of a part of the work in it.

    Args:
        folder: need not exist.
        part: which shard, as a part of a file name; empty for a command that needs the folder for itself.
        unlock: whether locks of other hosts are taken for left behind.

    Raises:
        InputError: when another command is at work there.
    """
    own, whole = _path(folder, part), _path(folder, "")
    held = _take(own, folder, unlock)
    try:
        others = [whole] if part else [path for path in _locks_of(folder) if path != whole]
        for path in others:
            if path.exists():
                _release(_take(path, folder, unlock), path)
        yield
    finally:
        _release(held, own)


def _path(folder: Path, part: str) -> Path:
    return folder.with_name(f".{folder.name}{part and '~'}{part}.lock")


def _locks_of(folder: Path) -> list[Path]:
    begin = f".{folder.name}~"
    return [path for path in folder.parent.iterdir() if path.name.startswith(begin) and path.suffix == ".lock"]


def _take(path: Path, folder: Path, unlock: bool) -> int:
    """Open a lock file, hold it, and say in it who does; return its descriptor."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        seen = _try_lock(descriptor)
        holder = _holder(descriptor)
        same_host = holder.get("host", socket.gethostname()) == socket.gethostname()
        if seen is False or (holder and not same_host and not unlock) or (holder and seen is None and not unlock):
            os.close(descriptor)
            raise InputError(_told(folder, holder, seen is not False))
        if seen is None or _is_there(descriptor, path):
            break
        os.close(descriptor)  # whoever held it has removed the file since
    if holder:
        told = f"took over {shown_path(folder)} from process {holder.get('process')}, which has ended"
        error_output().print(told, soft_wrap=True)
    content = json.dumps({"host": socket.gethostname(), "process": os.getpid()}).encode("utf-8")
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, content)
    return descriptor


def _told(folder: Path, holder: dict[str, object], may_be_left: bool) -> str:
    who = f"process {holder['process']} on {holder['host']}" if holder else "another process"
    advice = "if it has ended there, add --unlock" if may_be_left else "wait for it, or give another folder"
    return f"--out: another command is at work in {folder} ({who}); {advice}"


def _try_lock(descriptor: int) -> bool | None:
    """Return whether the lock is held now; None where the file system has no locks."""
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, _FAR, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return False if error.errno in _BUSY else None
    return True


def _holder(descriptor: int) -> dict[str, object]:
    """Return who holds or held a lock; nothing when it is new."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    try:
        found = json.loads(os.read(descriptor, _FAR))
    except ValueError:
        return {}
    return found if isinstance(found, dict) and {"host", "process"} <= found.keys() else {}


def _is_there(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _release(descriptor: int, path: Path) -> None:
    """Remove a lock file and let go of it."""
    if sys.platform != "win32":
        path.unlink(missing_ok=True)
    os.close(descriptor)
    if sys.platform == "win32":
        with suppress(OSError):  # another process has it already
            path.unlink()
