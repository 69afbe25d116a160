"""R08: what was withdrawn comes back into use only by somebody who may pin it there.

To withdraw asks for nobody's leave, so that a bad prompt can be stopped by whoever sees it. To
take that back, or to make it milder, lets the version run again wherever it is pinned: that is
as much as to pin it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workbench.domain.release_policy import Policy, is_allowed, roles_of
from workbench.domain.releases import Finding, FindingSeverity
from workbench.formats.registry_statements import file_digest
from workbench.formats.strict_yaml import Place
from workbench.registry import layout
from workbench.registry.candidates import Shortfall
from workbench.registry.contents import Contents, PromptFolder
from workbench.registry.gating import policy_line
from workbench.registry.log import before

SEVERE = {"none": 0, "advisory": 1, "block": 2}


@dataclass(frozen=True, slots=True)
class _Easing:
    """An event that lets a version be used more freely than the statement before it."""

    path: str
    actor: str
    folder: PromptFolder
    environments: tuple[str, ...]
    """Where the version is pinned by what the event had not seen replaced."""


def people_lacking(
    contents: Contents, folder: PromptFolder, actor: str, environments: tuple[str, ...]
) -> Iterator[Shortfall]:
    """The environments that use a version and in which this person may not pin."""
    policy = contents.policy or Policy()
    held = roles_of(contents.roles, actor, folder.prompt)
    for environment in environments:
        if not is_allowed(policy.of(environment).may_pin, actor, held):
            message = (
                f"is pinned in {environment}, where {actor} may not pin: somebody who may "
                "takes the withdrawal back"
            )
            place: Place = ("environments", environment, "may_pin")
            yield Shortfall("R08", message, place)


def reinstatements_are_allowed(contents: Contents) -> Iterator[Finding]:
    for easing in _easings(contents):
        new = contents.gated is None or easing.path in contents.gated
        severity = FindingSeverity.ERROR if new else FindingSeverity.WARNING
        for each in people_lacking(contents, easing.folder, easing.actor, easing.environments):
            message = f"the version {each.message}{policy_line(contents, each.place)}"
            yield Finding("R08", severity, easing.path, message)


def reinstatements_were_allowed(
    contents: Contents, when: str, known: Callable[[str], Contents | None]
) -> Iterator[Finding]:
    """By policy and trust as they were `when`. `known`: the registry with those, by the path of
    the event; None where that event is not held to them."""
    for easing in _easings(contents):
        former = known(easing.path)
        if former is None:
            continue
        for each in people_lacking(former, easing.folder, easing.actor, easing.environments):
            message = f"by policy and trust as they were {when}, the version {each.message}"
            yield Finding("R08", FindingSeverity.ERROR, easing.path, message)


def _easings(contents: Contents) -> Iterator[_Easing]:
    for folder in contents.folders.values():
        if not folder.statements:
            continue
        milder = dict(_milder(contents, folder))
        for path, logged in folder.events.items():
            data = logged.event.data
            digest = milder.get(str(data.get("statement", "")))
            if digest and logged.event.type in ("withdraw", "reinstate"):
                places = _used_in(contents, folder, digest, logged.id)
                yield _Easing(path, logged.event.actor, folder, places)


def _milder(contents: Contents, folder: PromptFolder) -> Iterator[tuple[str, str]]:
    """Digests of the statements that say less than those before them, with the version's."""
    earlier: dict[str, int] = {}
    for path in sorted(folder.statements, key=layout.statement_of):
        name, severe = layout.statement_of(path)[0], SEVERE[folder.statements[path].severity]
        versions = (each.record.digest for each in folder.versions.values())
        version = next((each for each in versions if layout.short(each) == name), "")
        if severe < earlier.get(name, 0):
            yield file_digest(contents.tree.files[path]), version
        earlier[name] = severe


def _used_in(contents: Contents, folder: PromptFolder, digest: str, event: str) -> tuple[str, ...]:
    """A pin made by somebody who knew of the event was held to the policy itself."""
    by_id = {logged.id: logged for logged in folder.events.values()}
    return tuple(
        sorted(
            pin.environment
            for pin in contents.pins.values()
            if pin.prompt == folder.prompt
            and digest in pin.in_use
            and not (pin.event in by_id and event in before(by_id[pin.event], by_id))
        )
    )
