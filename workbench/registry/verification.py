"""All rules over one registry, in the order a person would mend what they find."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from workbench.domain.errors import InvalidInput, RegistryError
from workbench.domain.releases import (
    Finding,
    FindingSeverity,
    PlannedAttachment,
    PlannedFile,
)
from workbench.registry import layout
from workbench.registry.attached import attachments_fit, with_attached
from workbench.registry.contents import Contents, read_contents
from workbench.registry.rules_environments import environments_have_policies
from workbench.registry.rules_evidence import evidence_is_there
from workbench.registry.rules_interface import interfaces_go_up
from workbench.registry.rules_keys import keys_are_personal
from workbench.registry.rules_labels import labels_are_known
from workbench.registry.rules_lifecycle import (
    replacements_are_there,
    statuses_are_logged,
    withdrawals_are_logged,
)
from workbench.registry.rules_log import log_is_complete, pins_have_their_events
from workbench.registry.rules_names import people_are_themselves
from workbench.registry.rules_paths import paths_are_portable
from workbench.registry.rules_pins import pins_match
from workbench.registry.rules_policy import exporters_are_allowed, pins_meet_policy, signatures_hold
from workbench.registry.rules_reinstating import reinstatements_are_allowed
from workbench.registry.rules_templates import templates_fit
from workbench.registry.rules_text import texts_are_clean
from workbench.registry.rules_times import times_are_possible
from workbench.registry.rules_versions import digests_agree, head_is_newest, numbers_are_unique
from workbench.registry.tree import RegistryTree

SHOWN = 5

RULES: tuple[Callable[[Contents], Iterable[Finding]], ...] = (
    digests_agree,
    numbers_are_unique,
    head_is_newest,
    pins_match,
    log_is_complete,
    times_are_possible,
    pins_have_their_events,
    withdrawals_are_logged,
    replacements_are_there,
    statuses_are_logged,
    evidence_is_there,
    signatures_hold,
    keys_are_personal,
    pins_meet_policy,
    exporters_are_allowed,
    environments_have_policies,
    reinstatements_are_allowed,
    interfaces_go_up,
    labels_are_known,
    templates_fit,
    texts_are_clean,
    people_are_themselves,
    paths_are_portable,
    attachments_fit,
)
ACROSS = (paths_are_portable, attachments_fit)
"""Those that go across prompts. All others say of one what its own files and pins show, beside
the components and what the registry has at its top."""
ALONE = tuple(rule for rule in RULES if rule not in ACROSS)


def findings_in(contents: Contents) -> list[Finding]:
    """What the files show by themselves, without the history, by file and line."""
    return findings_by(RULES, contents)


def findings_by(
    rules: Iterable[Callable[[Contents], Iterable[Finding]]], contents: Contents
) -> list[Finding]:
    """What cannot be read, and what these rules find."""
    found = [*contents.problems, *_registry(contents)]
    for rule in rules:
        found += rule(contents)
    return in_order(found)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    unique = dict.fromkeys(findings)
    return sorted(unique, key=lambda f: (f.file, f.line or 0, f.rule, f.message))


def _registry(contents: Contents) -> Iterable[Finding]:
    if contents.registry and not contents.registry.readable:
        message = f"asks for a reader of version {contents.registry.min_reader} or later"
        yield Finding("R01", FindingSeverity.ERROR, layout.REGISTRY, message)


def check_planned(
    tree: RegistryTree,
    part: Contents,
    files: tuple[PlannedFile, ...],
    attachments: tuple[PlannedAttachment, ...] = (),
    hint: str = "Mend the prompt, commit and approve it, then export again. Nothing was written.",
) -> None:
    """What `verify` would find in the folders to be written to is found before it is written.

    `part` is what of the `tree` the export depends on. Raises `InvalidInput`, `RegistryError`.
    """
    added = {file.path: file.new for file in files}
    places = {_place(path) for path in added}
    after = with_attached(read_contents(part.tree.with_files(added)), attachments)
    after.changed = after.gated = frozenset(added)
    paths = Contents(tree.with_files(added))
    written = (*added, *(each.path for each in attachments))
    behind = [
        link for link in tree.links if any(f"{path}/".startswith(f"{link}/") for path in written)
    ]
    if behind:
        raise RegistryError(f"{behind[0]} is a link; the registry's files are never written there.")
    errors = [
        finding
        for finding in in_order((*findings_in(after), *paths_are_portable(paths)))
        if finding.severity is FindingSeverity.ERROR and _place(finding.file) in places
    ]
    if errors:
        _refuse_by_policy(errors)
        first = "\n".join(f"{f.rule} {f.place}: {f.message}" for f in errors[:SHOWN])
        rest = f"\nand {len(errors) - SHOWN} more" if len(errors) > SHOWN else ""
        raise InvalidInput(
            f"The registry would not pass its own verification:\n{first}{rest}",
            hint=hint,
        )


def _refuse_by_policy(errors: list[Finding]) -> None:
    """Where nothing else is wrong, what the policy asks for is said in its own words."""
    if all(f.rule in ("R07", "R08", "R09") for f in errors):
        missing = "\n".join(f.message for f in errors[:SHOWN])
        raise InvalidInput(
            f"The registry's policy does not let this out:\n{missing}",
            hint="`workbench registry policy PROMPT` shows what is needed. Nothing was written.",
        )


def _place(path: str) -> str:
    found = layout.prompt_file(path)
    return found.folder if found else path
