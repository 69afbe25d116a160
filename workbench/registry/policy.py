"""What the team's policy says of who may do what, asked before anything is planned."""

from __future__ import annotations

from workbench.domain.errors import InvalidInput, RegistryError
from workbench.domain.release_policy import Deed, Policy, is_allowed, roles_of
from workbench.registry import layout
from workbench.registry.contents import Contents
from workbench.registry.gating import policy_line

DEEDS: dict[Deed, str] = {"approve": "approve for", "export": "export to", "pin": "pin in"}


def check_environment(contents: Contents, environment: str) -> None:
    """Raises where the registry has no such environment, or a policy that cannot be read."""
    registry = contents.registry
    if registry is None or environment not in registry.environments:
        known = ", ".join(registry.environments) if registry else "none"
        raise InvalidInput(
            f"The registry has no environment {environment!r}.", hint=f"It has: {known}."
        )
    for problem in contents.problems:
        if problem.file in (layout.POLICY, layout.ROLES, layout.SIGNERS):
            raise RegistryError(
                f"{problem.place}: {problem.message}",
                hint="What cannot be read cannot be held to: mend the file. Nothing was written.",
            )


def check_person(
    contents: Contents, deed: Deed, person: str, environment: str, prompt: str
) -> None:
    """Raises `InvalidInput` in words that name the line of the policy that says no."""
    allowed = (contents.policy or Policy()).of(environment).may(deed)
    held = roles_of(contents.roles, person, prompt)
    if not is_allowed(allowed, person, held):
        line = policy_line(contents, ("environments", environment, f"may_{deed}"))
        raise InvalidInput(
            f"{person} may not {DEEDS[deed]} {environment}{line}.",
            hint=f"Those who may: {', '.join(allowed)}; {layout.ROLES} says who holds which role.",
        )
