"""Who acts where nobody is named: as Settings say, else as git knows, else who is logged in."""

from __future__ import annotations

from pathlib import Path

from workbench.domain.errors import FileProblem, RegistryError


def author_set() -> str:
    """The author in Settings, for what is opened without a workspace."""
    from workbench.store.settings_file import TomlSettings

    try:
        return TomlSettings().load().author
    except FileProblem:
        return ""


def login_name() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


class NamesKnown:
    """By the folder of the team's registry, whose git may know somebody else than elsewhere.

    Each is asked for once: who is asked again and again does not wait for git.
    """

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def __call__(self, registry: str) -> str:
        if registry not in self._names:
            self._names[registry] = _git_name(registry) or login_name()
        return self._names[registry]


def _git_name(registry: str) -> str:
    from workbench.registry.acting import address_in
    from workbench.registry.git import Git

    folder = Path(registry).expanduser()
    try:
        return address_in(Git(folder if registry and folder.is_dir() else Path.home()))
    except (RegistryError, OSError, RuntimeError):
        return ""
