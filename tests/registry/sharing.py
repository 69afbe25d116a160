"""A registry with a bare remote, and colleagues who have clones of it."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

from tests.registry.workshop import git


def a_shared_registry(folder: Path, name: str = "registry") -> tuple[Path, Path]:
    """A registry of one commit, and the bare remote that it was pushed to."""
    bare, registry = folder / f"{name}.git", folder / name
    git(folder, "init", "-q", "--bare", "-b", "main", "--template=", str(bare))
    git(folder, "init", "-q", "-b", "main", "--template=", str(registry))
    add(registry, "registry.yaml", "spec: prompt-registry/1\n")
    git(registry, "remote", "add", "origin", str(bare))
    git(registry, "push", "-q", "-u", "origin", "main")
    return registry, bare


def add(folder: Path, path: str, text: str = "text\n", message: str = "A change") -> str:
    """The commit that adds the file."""
    place = folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")
    git(folder, "add", "-f", "--", path)
    git(folder, "commit", "-q", "-m", message)
    return git(folder, "rev-parse", "HEAD")


def a_colleague(bare: Path, folder: Path) -> Path:
    git(folder.parent, "clone", "-q", str(bare), str(folder))
    return folder


def colleague_pushes(bare: Path, folder: Path, path: str, text: str = "theirs\n") -> str:
    if not folder.exists():
        a_colleague(bare, folder)
    git(folder, "pull", "-q", "--ff-only")
    commit = add(folder, path, text)
    git(folder, "push", "-q", "origin", "HEAD")
    return commit


def a_program(place: Path, script: str) -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    place.chmod(place.stat().st_mode | stat.S_IXUSR)
    return place


def everything(folder: Path) -> dict[str, bytes]:
    """Every file in a folder, git's own among them."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def running(mark: str) -> bool:
    """A process whose command line holds the mark is there."""
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if mark.encode() in place.read_bytes() and int(place.parent.name) != os.getpid():
                return True
        except OSError:
            continue
    return False


def configured(folder: Path, *words: str) -> None:
    subprocess.run(["git", "config", *words], cwd=folder, check=True, capture_output=True)
