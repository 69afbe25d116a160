"""The page on which a pull request for a branch is begun, on the hosts that are known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, unquote

from workbench.domain.errors import InvalidInput
from workbench.domain.remote_addresses import RemoteAddress, in_address, read_address


@dataclass(frozen=True, slots=True)
class _Place:
    """`site` begins the address of every page, `names` lead to the repository there."""

    site: str
    names: tuple[str, ...]
    branch: str
    into: str

    @property
    def page(self) -> str:
        return "/".join((self.site, *map(_name, self.names)))


def pull_request_url(address: str, branch: str, into: str = "") -> str:
    """Empty for a host that is not known, and where there is nothing to ask for.

    `into` is the branch it is to be merged into; the host takes its own default without.
    """
    try:
        read = read_address(address)
    except InvalidInput:
        return ""
    if read.scheme == "file" or not branch or branch == into:
        return ""
    host = ALIASES.get(read.host.lower(), read.host.lower())
    page = next((page for known, page in HOSTS if known(host)), None)
    if page is None:
        return ""
    return page(_Place(_site(read, host), _names(read), branch, into))


def _site(address: RemoteAddress, host: str) -> str:
    """The port of an SSH server says nothing about that of the pages."""
    port = f":{address.port}" if address.port and address.scheme in ("http", "https") else ""
    return f"{'http' if address.scheme == 'http' else 'https'}://{host}{port}"


def _names(address: RemoteAddress) -> tuple[str, ...]:
    path = address.path.strip("/").removesuffix(".git")
    return tuple(unquote(part) for part in path.split("/") if part not in ("", ".", ".."))


def _name(part: str) -> str:
    return quote(part, safe="")


def _query(**values: str) -> str:
    return "&".join(f"{name}={quote(value, safe='')}" for name, value in values.items() if value)


def _github(at: _Place) -> str:
    if len(at.names) != 2:
        return ""
    into = f"{in_address(at.into)}..." if at.into else ""
    return f"{at.page}/compare/{into}{in_address(at.branch)}?expand=1"


def _gitlab(at: _Place) -> str:
    if len(at.names) < 2:
        return ""
    asked = {"merge_request[source_branch]": at.branch, "merge_request[target_branch]": at.into}
    return f"{at.page}/-/merge_requests/new?{_query(**asked)}"


def _bitbucket(at: _Place) -> str:
    if len(at.names) != 2:
        return ""
    return f"{at.page}/pull-requests/new?{_query(source=at.branch, dest=at.into)}"


def _gitea(at: _Place) -> str:
    if len(at.names) != 2 or not at.into:
        return f"{at.page}/branches" if len(at.names) == 2 else ""
    return f"{at.page}/compare/{in_address(at.into)}...{in_address(at.branch)}"


def _azure(at: _Place) -> str:
    names = at.names[1:] if at.names[:1] in (("v3",), ("v2",)) else at.names
    names = tuple(name for name in names if name != "_git")
    if len(names) != 3:
        return ""
    organisation, project, repository = map(_name, names)
    asked = _query(sourceRef=at.branch, targetRef=at.into)
    place = f"https://dev.azure.com/{organisation}/{project}/_git/{repository}"
    return f"{place}/pullrequestcreate?{asked}"


def _visual_studio(at: _Place) -> str:
    """An organisation's old address; it is the host's first part there."""
    host = at.site.removeprefix("https://")
    if host == "vs-ssh.visualstudio.com":
        return _azure(at)
    names = tuple(name for name in at.names if name not in ("DefaultCollection", "_git"))
    return _azure(_Place(at.site, (host.split(".")[0], *names), at.branch, at.into))


def _called(name: str) -> Callable[[str], bool]:
    """The host is one of that kind by its name: `github.com`, `github.acme.example`."""
    return lambda host: name in host.split(".")[:-1] or host.startswith(f"{name}-")


def _one_of(*names: str) -> Callable[[str], bool]:
    return lambda host: host in names


ALIASES = {
    "ssh.github.com": "github.com",
    "altssh.gitlab.com": "gitlab.com",
    "altssh.bitbucket.org": "bitbucket.org",
}
HOSTS: tuple[tuple[Callable[[str], bool], Callable[[_Place], str]], ...] = (
    (_one_of("dev.azure.com", "ssh.dev.azure.com"), _azure),
    (lambda host: host.endswith(".visualstudio.com"), _visual_studio),
    (_one_of("bitbucket.org"), _bitbucket),
    (_one_of("codeberg.org"), _gitea),
    (_called("github"), _github),
    (_called("gitlab"), _gitlab),
    (_called("gitea"), _gitea),
    (_called("forgejo"), _gitea),
)
