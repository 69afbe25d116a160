"""Where a git remote is: an address as git reads it, and as it may be shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import quote, unquote, urlsplit

from workbench.domain.errors import InvalidInput
from workbench.domain.hosts import on_this_machine

SCHEMES = {
    "file": "file",
    "ssh": "ssh",
    "git+ssh": "ssh",
    "ssh+git": "ssh",
    "https": "https",
    "http": "http",
}
HINT = "Use a folder, or an address that begins with https:// or ssh://, or user@host:path."
_URL = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://")
_HELPER = re.compile(r"[A-Za-z0-9][A-Za-z0-9+.-]*::")
_SCP = re.compile(
    r"(?:(?P<user>[^@/:\s]+)@)?(?P<host>\[[^\]]+\]|[^/:\s@]+):(?P<path>.+)", re.DOTALL
)
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_SECRET = re.compile(r"(?<=://)[^/\s]*@")
_SCP_SECRET = re.compile(r"(?<![^\s'\"])(?P<user>[^@/:\s'\"]+):[^@/\s]+@(?=[^@/:\s]+:)")
_USER = re.compile(r"(?<=://)[^/?#]*@")
_OTHER_MACHINE = re.compile(r"[\\/]{2}")


@dataclass(frozen=True, slots=True)
class RemoteAddress:
    """`scheme` is `file`, `ssh`, `https` or `http`; `text` is what git is given."""

    text: str
    scheme: str
    path: str
    host: str = ""
    port: int | None = None
    user: str = ""
    password: str = ""

    @property
    def shown(self) -> str:
        """Without what nobody but git may know. A user over HTTPS may be a token."""
        if self.scheme in ("http", "https"):
            return f"{self.scheme}://{self._place}{self.path}"
        if self.password:
            return f"{self.scheme}://{self.user}@{self._place}{self.path}"
        return self.text

    @property
    def given(self) -> str:
        """What git is given as an argument, which everybody on this machine can see."""
        if self.scheme in ("http", "https"):
            return _USER.sub("", self.text, count=1)
        if self.password:
            return _USER.sub(lambda found: found[0].partition(":")[0] + "@", self.text, count=1)
        return self.text

    @property
    def server(self) -> str:
        """Whom a user and a password over HTTP are for."""
        return f"{self.scheme}://{self._place}"

    @property
    def encrypted(self) -> bool:
        """Nobody on the way can read or change what is said; or there is no way."""
        return self.scheme != "http" or on_this_machine(self.host)

    @property
    def _place(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}" if self.port else host


def read_address(text: str) -> RemoteAddress:
    """Raises `InvalidInput` for what is no address of a repository, or could run a program."""
    text = text.strip()
    if not text:
        raise InvalidInput("There is no address.", hint=HINT)
    if text.startswith("-") or not text.isprintable():
        raise InvalidInput("This is no address of a repository.", hint=HINT)
    if _HELPER.match(text):
        raise InvalidInput(
            f"{text.split('::', 1)[0]}:: addresses have git run a program, so they are not used.",
            hint=HINT,
        )
    if _OTHER_MACHINE.match(text):
        raise InvalidInput("Folders of other machines are not used.", hint=HINT)
    if _URL.match(text):
        return _url(text)
    if _SCP_SECRET.match(text):
        raise InvalidInput(
            "The address holds a password, which SSH takes from nobody's address.", hint=HINT
        )
    scp = None if _DRIVE.match(text) else _SCP.fullmatch(text)
    if scp is None:
        return RemoteAddress(text, "file", text)
    host = scp["host"].strip("[]")
    if host.startswith("-"):
        raise InvalidInput("This is no address of a repository.", hint=HINT)
    return RemoteAddress(text, "ssh", scp["path"], host, user=scp["user"] or "")


def without_secrets(words: str) -> str:
    """What git says, without users and passwords in addresses."""
    return _SCP_SECRET.sub(r"\g<user>@", _SECRET.sub("", words))


def _url(text: str) -> RemoteAddress:
    given = text.split("://", 1)[0].lower()
    if given not in SCHEMES:
        raise InvalidInput(f"Addresses that begin with {given}:// are not used.", hint=HINT)
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise InvalidInput("This is no address of a repository.", hint=HINT) from error
    host = parts.hostname or ""
    read = RemoteAddress(text, SCHEMES[given], parts.path, host, port)
    if read.scheme == "file":
        path = unquote(parts.path)
        if host or _OTHER_MACHINE.match(path):
            raise InvalidInput("Folders of other machines are not used.", hint=HINT)
        return replace(read, path=path)
    if not host or host.startswith("-") or parts.path in ("", "/"):
        raise InvalidInput(f"{read.shown} names no repository.", hint=HINT)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if user.startswith("-"):
        raise InvalidInput("This is no address of a repository.", hint=HINT)
    return replace(read, user=user, password=password)


def in_address(text: str) -> str:
    """A part of a path or a query."""
    return quote(text, safe="/")
