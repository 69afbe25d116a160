"""What a process takes away from itself before it runs code that came in a file.

Memory, files, programs and the network. Python code that is bent on it may find a way around
an audit hook; that is why such code runs only in a workspace that a person trusts, in a process
without keys, and on Linux without any network interface.
"""

from __future__ import annotations

import ctypes
import os
import sys
import sysconfig
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from workbench.templating.bounds import bound_memory

NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000
"""Flags of Linux's `unshare`: a network namespace of one's own has no interface that is up."""
REFUSED = (
    "socket.",
    "subprocess.",
    "ctypes.",
    "shutil.",
    "ftplib.",
    "http.client.",
    "imaplib.",
    "smtplib.",
    "poplib.",
    "urllib.",
    "webbrowser.",
    "winreg.",
    "pty.",
    "os.system",
    "os.exec",
    "os.spawn",
    "os.posix_spawn",
    "os.fork",
    "os.startfile",
    "os.kill",
    "os.putenv",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.mkdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.ch",
    "os.utime",
    "os.setxattr",
    "tempfile.",
    "sqlite3.",
    "mmap.",
    "code.__new__",
    "sys.remote_exec",
    "signal.pthread_kill",
)
"""Beginnings of the audit events that nothing a check needs raises (PEP 578)."""
LOOKING = frozenset({"open", "os.listdir", "os.scandir", "os.walk", "glob.glob"})
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class NotAllowed(PermissionError):
    """The code tried something that checks may not do."""


def put_up_walls() -> None:
    """For the rest of this process's life. Where a system lacks one wall, the others stand."""
    _leave_the_network()
    bound_memory()
    _bound_files()
    sys.addaudithook(_guard(_readable()))


def _guard(readable: tuple[str, ...]) -> Callable[[str, tuple[Any, ...]], None]:
    def guard(event: str, args: tuple[Any, ...]) -> None:
        if event.startswith(REFUSED):
            raise NotAllowed(f"A check may not do this: {event}.")
        if event in LOOKING and not _may_look(event, args, readable):
            raise NotAllowed(f"A check may not reach files: {event}.")

    return guard


def _may_look(event: str, args: tuple[Any, ...], readable: tuple[str, ...]) -> bool:
    """Only where Python itself is installed, and only to read: for its imports."""
    path = args[0] if args else None
    if isinstance(path, int):
        return event == "open"
    if not isinstance(path, str | bytes | os.PathLike):
        return False
    if event == "open" and isinstance(args[2], int) and args[2] & WRITING:
        return False
    whole = os.path.normpath(os.path.abspath(os.fsdecode(os.fspath(path))))
    return whole.startswith(readable)


def _readable() -> tuple[str, ...]:
    """Folders of the interpreter and of what is installed for it; none of the person's own."""
    names = ("stdlib", "platstdlib", "purelib", "platlib")
    folders = {sysconfig.get_paths()[name] for name in names}
    for folder in tuple(folders):
        folders.add(os.path.realpath(folder))
    return tuple(sorted(os.path.normpath(folder) + os.sep for folder in folders))


def _bound_files() -> None:
    try:
        import resource
    except ImportError:
        return
    for kind in (resource.RLIMIT_FSIZE, resource.RLIMIT_NPROC):
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (0, 0))


def _leave_the_network() -> None:
    """On Linux, where namespaces are allowed; a person needs no rights for it."""
    if not sys.platform.startswith("linux"):
        return
    with suppress(OSError, AttributeError):
        unshare = ctypes.CDLL(None).unshare
        if unshare(NEW_USER | NEW_NETWORK):
            unshare(NEW_NETWORK)
