"""R08: a key speaks for one person.

Only a warning: the registry is whole, and a team may have its reasons. But whoever holds a key
that counts for several people can be all of those whom the policy asks for.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.domain.release_policy import principal
from workbench.domain.releases import Finding, FindingSeverity
from workbench.formats.registry_policy import Signer
from workbench.registry import layout
from workbench.registry.contents import Contents

WILD = frozenset("*?!")


def keys_are_personal(contents: Contents) -> Iterator[Finding]:
    owners: dict[str, set[str]] = {}
    for signer in contents.signers:
        if signer.authority:
            continue
        people = owners.setdefault(signer.key, set())
        people |= {principal(each) for each in signer.principals}
        if message := _problem(signer, people):
            yield Finding("R08", FindingSeverity.WARNING, layout.SIGNERS, message, signer.line)


def _problem(signer: Signer, people: set[str]) -> str:
    if any(not WILD.isdisjoint(each) for each in signer.principals):
        return "counts for everybody whose address fits: one person can approve as several"
    if len(people) > 1:
        names = ", ".join(sorted(people))
        return f"is one key for several people ({names}): one person can approve as all of them"
    return ""
