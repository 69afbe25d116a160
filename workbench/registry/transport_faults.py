"""What git says when a remote cannot be used, as an error that says what to do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.domain.errors import RemoteFailed
from workbench.domain.remote_addresses import RemoteAddress, without_secrets
from workbench.domain.syncing import RemoteFault

LONGEST = 300
NOTHING = "Nothing was changed."


@dataclass(frozen=True, slots=True)
class _Fault:
    """`{host}`, `{address}` and `{said}`, which is what the remote says, stand in the texts."""

    pattern: str
    kind: RemoteFault
    message: str
    hint: str


FAULTS = (
    _Fault(
        r"terminal prompts disabled|could not read (Username|Password)|unable to get password",
        RemoteFault.PASSWORD,
        "Git asks for a password for {host}, and has none.",
        "Sign in once in a terminal, with a credential helper that keeps it: "
        "git ls-remote {address}",
    ),
    _Fault(
        r"Authentication failed|HTTP Basic: Access denied|error: 401",
        RemoteFault.PASSWORD,
        "{host} refused the password or token that git has for it.",
        "Sign in again in a terminal, with a new one if it has ended: git ls-remote {address}",
    ),
    _Fault(
        r"REMOTE HOST IDENTIFICATION HAS CHANGED|Offending .* key in",
        RemoteFault.HOST_CHANGED,
        "{host} shows another key than it did before: it may not be that server.",
        "Ask who runs it. If its key was changed: ssh-keygen -R {host}, then sign in once in a "
        "terminal.",
    ),
    _Fault(
        r"Host key verification failed|No \S+ host key is known",
        RemoteFault.HOST_UNKNOWN,
        "SSH does not know {host} yet.",
        "Connect once in a terminal, and compare the fingerprint it shows with the host's own: "
        "git ls-remote {address}",
    ),
    _Fault(
        r"Permission denied \(|Too many authentication failures|no mutual signature",
        RemoteFault.KEY,
        "{host} accepts none of your SSH keys.",
        "Load your key (ssh-add), and see that the host has its public half. A key with a "
        "passphrase belongs into ssh-agent.",
    ),
    _Fault(
        r"SSL certificate problem|server certificate verification failed|certificate verify|"
        r"SSL: no alternative certificate|certificate subject name|SSL peer certificate",
        RemoteFault.CERTIFICATE,
        "The certificate of {host} is not one that this machine trusts.",
        "If it is your company's own: git config --global http.https://{host}/.sslCAInfo FILE",
    ),
    _Fault(
        r"protected branch|pre-receive hook declined|GH006|not allowed to push|hook declined|"
        r"branch is currently checked out|error: 403|Write access to repository not granted|"
        r"denied to |insufficient permission|remote rejected",
        RemoteFault.FORBIDDEN,
        "{host} does not let this in{said}.",
        "Where the branch is protected, push a branch of its own and open a pull request.",
    ),
    _Fault(
        r"\[rejected\]|non-fast-forward|fetch first",
        RemoteFault.REJECTED,
        "The remote has commits that are not here, so it took none of yours.",
        "Take them in: workbench registry pull, or workbench registry merge if that says so. Then "
        "push again. Nothing is ever overwritten there.",
    ),
    _Fault(
        r"Could not resolve host|Name or service not known|Temporary failure in name|"
        r"nodename nor servname|Could not resolve hostname",
        RemoteFault.UNREACHABLE,
        "There is no host {host}, or no network.",
        "Look at the address and the network, then try again.",
    ),
    _Fault(
        r"Connection refused|Failed to connect|Connection timed out|No route to host|"
        r"Network is unreachable|Couldn't connect|Operation timed out|Connection reset",
        RemoteFault.UNREACHABLE,
        "{host} cannot be reached.",
        "Look at the network and, in a company, at VPN and proxy, then try again.",
    ),
    _Fault(
        r"does not appear to be a git repository|repository '.*' not found|Repository not found|"
        r"not valid: is this a git repository|does not exist|no such repository|"
        r"error: 404|not a git repository|could not be found|access '.*' .*No such file",
        RemoteFault.NO_REPOSITORY,
        "There is no git repository at {address}, or none that you may see.",
        "Look at the address. Hosts say the same of a repository that your account may not read.",
    ),
    _Fault(
        r"dubious ownership",
        RemoteFault.FORBIDDEN,
        "{address} belongs to another user, so git does not use it.",
        "If you trust it: git config --global --add safe.directory {address}",
    ),
    _Fault(
        r"transport '.*' not allowed|Protocol .* (not supported|disabled)",
        RemoteFault.OTHER,
        "The remote leads to a kind of address that is not used.",
        "Use an address of https or ssh, or a folder.",
    ),
    _Fault(
        r"No space left on device|Disk quota exceeded",
        RemoteFault.OTHER,
        "The disk is full.",
        "Make room, then try again. " + NOTHING,
    ),
    _Fault(
        r"early EOF|hung up unexpectedly|RPC failed|unexpected disconnect|Broken pipe|"
        r"invalid index-pack output|bad pack header|Empty reply from server|transfer closed|"
        r"unable to access|bad object|did not send all necessary objects|fetch-pack: |"
        r"Connection closed",
        RemoteFault.UNREACHABLE,
        "The connection to {host} broke off{said}.",
        "Try again. " + NOTHING,
    ),
)


def fault_in(lines: Sequence[str], address: RemoteAddress) -> RemoteFailed:
    """The first fault of the table that git's words tell of; its own words otherwise."""
    words = [without_secrets(line) for line in lines]
    said = "\n".join(words)
    places = {
        "host": address.host or address.shown,
        "address": address.shown,
        "said": _remote_words(words),
    }
    for fault in FAULTS:
        if re.search(fault.pattern, said):
            return RemoteFailed(
                fault.message.format(**places), kind=fault.kind, hint=fault.hint.format(**places)
            )
    return RemoteFailed(f"Git did not get through: {_reason(words)}", hint=NOTHING)


def _remote_words(lines: Sequence[str]) -> str:
    """What the remote's own hooks and rules say, if they say anything."""
    told = [line.removeprefix("remote:").strip() for line in lines if line.startswith("remote:")]
    words = " ".join(line.removeprefix("error: ") for line in told if line.strip("-= "))
    return f": {words[:LONGEST].rstrip('.')}" if words else ""


def _reason(lines: Sequence[str]) -> str:
    wrong = [line for line in lines if re.match(r"(fatal|error|ssh|remote)\b", line)] or lines
    first = wrong[0] if wrong else "no reason given"
    return re.sub(r"^(fatal|error): ", "", first)[:LONGEST].rstrip(".") + "."
