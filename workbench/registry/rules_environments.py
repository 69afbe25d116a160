"""R08: every environment is asked for something, or it is said that nothing is.

Only a warning: nothing may be asked of an environment. But one that is added to `registry.yaml`
alone lets everything in, which nobody would see.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.domain.release_policy import EnvironmentPolicy
from workbench.domain.releases import Finding, FindingSeverity
from workbench.registry import layout
from workbench.registry.contents import Contents


def environments_have_policies(contents: Contents) -> Iterator[Finding]:
    policy, registry = contents.policy, contents.registry
    if policy is None or registry is None:
        return
    for name in policy.environments:
        if name not in registry.environments:
            message = f"asks something of {name}, which is no environment of {layout.REGISTRY}"
            place = contents.documents[layout.POLICY].line(("environments", name))
            yield Finding("R08", FindingSeverity.WARNING, layout.POLICY, message, place)
    asked = [name for name, rules in policy.environments.items() if rules != EnvironmentPolicy()]
    if not asked:
        return
    line = contents.documents[layout.REGISTRY].line(("environments",))
    for name in registry.environments:
        if name not in policy.environments:
            message = (
                f"{layout.POLICY} says nothing of {name}, so everything may be pinned there: "
                "name it there, if only with `approvals: []`"
            )
            yield Finding("R08", FindingSeverity.WARNING, layout.REGISTRY, message, line)
