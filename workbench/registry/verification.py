"""All rules over one registry, in the order a person would mend what they find."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from workbench.domain.releases import Finding, FindingSeverity
from workbench.registry import layout
from workbench.registry.contents import Contents
from workbench.registry.rules_log import log_is_complete, pins_have_their_events
from workbench.registry.rules_paths import paths_are_portable
from workbench.registry.rules_pins import pins_match
from workbench.registry.rules_templates import templates_fit
from workbench.registry.rules_text import texts_are_clean
from workbench.registry.rules_versions import digests_agree, head_is_newest, numbers_are_unique

RULES: tuple[Callable[[Contents], Iterable[Finding]], ...] = (
    digests_agree,
    numbers_are_unique,
    head_is_newest,
    pins_match,
    log_is_complete,
    pins_have_their_events,
    templates_fit,
    texts_are_clean,
    paths_are_portable,
)


def findings_in(contents: Contents) -> list[Finding]:
    """What the files show by themselves, without the history, by file and line."""
    found = [*contents.problems, *_registry(contents)]
    for rule in RULES:
        found += rule(contents)
    return in_order(found)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    unique = dict.fromkeys(findings)
    return sorted(unique, key=lambda f: (f.file, f.line or 0, f.rule, f.message))


def _registry(contents: Contents) -> Iterable[Finding]:
    if contents.registry and not contents.registry.readable:
        message = f"asks for a reader of version {contents.registry.min_reader} or later"
        yield Finding("R01", FindingSeverity.ERROR, layout.REGISTRY, message)
