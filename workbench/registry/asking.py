"""What the policy asks of an environment, and what a version lacks for it, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from workbench.domain.prompts import PromptKind
from workbench.domain.release_policy import EnvironmentPolicy, Policy, SuiteDemand
from workbench.domain.releases import MissingDemand, PolicyReport
from workbench.formats.strict_yaml import Place
from workbench.registry import layout
from workbench.registry.approving import named_version
from workbench.registry.candidates import Candidate
from workbench.registry.contents import Contents
from workbench.registry.gating import counting, shortfalls
from workbench.registry.signatures import check_signatures


def policy_report(
    contents: Contents, environment: str, prompt: str, number: int | None, at: datetime
) -> PolicyReport:
    """Of the environment, and of a version where a prompt is named."""
    policy = contents.policy or Policy()
    asks = tuple(words for words, _place in asked_for(policy, environment))
    if not prompt:
        return PolicyReport(environment, policy.level, asks)
    version = named_version(contents, prompt, number)
    folder = contents.folders[layout.folder_of(PromptKind.PROMPT, prompt)]
    check_signatures(contents, [folder])
    pin = contents.pins.get(layout.pin_path(environment, prompt))
    candidate = Candidate(folder, version, environment, None, pin.digest if pin else "", at)
    document = contents.documents.get(layout.POLICY)
    missing = tuple(
        MissingDemand(each.rule, each.message, document.line(each.place) if document else None)
        for each in shortfalls(contents, candidate)
    )
    given = tuple(each.approver for each, _held in counting(contents, candidate).values())
    record = version.record
    return PolicyReport(
        environment, policy.level, asks, prompt, record.version, record.digest, given, missing
    )


def asked_for(policy: Policy, environment: str) -> Iterator[tuple[str, Place]]:
    """What an environment asks for, line by line, and where the policy says so."""
    rules = policy.of(environment)
    at: Place = ("environments", environment)
    signed = "signed " if policy.signed(environment) else ""
    for index, demand in enumerate(rules.demands):
        yield f"{demand.words}{', signed' if signed else ''}", (*at, "approvals", index)
    if rules.not_author:
        yield "nobody approves a version of their own", (*at, "not_author")
    if rules.promote_from:
        yield f"pinned in {rules.promote_from} before", (*at, "promote_from")
    for index, suite in enumerate(rules.evidence):
        for words in _suite(suite):
            yield words, (*at, "evidence", index)
    if rules.demands and rules.rollback_approvals != 1:
        count = rules.rollback_approvals
        yield f"a return to an earlier version: {count} approvals", (*at, "rollback_approvals")
    for words, field in _people(rules):
        yield words, (*at, field)


def _suite(suite: SuiteDemand) -> Iterator[str]:
    age = f", at most {suite.max_age_days} days old" if suite.max_age_days is not None else ""
    yield f"evidence of {suite.suite} on {suite.min_cases} cases or more{age}"
    for name, threshold in suite.metrics.items():
        if threshold.min is not None:
            yield f"{suite.suite}: {name} of {threshold.min:.4g} or more"
        if threshold.max_drop is not None:
            yield f"{suite.suite}: {name} at most {threshold.max_drop:.4g} below what is pinned"


def _people(rules: EnvironmentPolicy) -> Iterator[tuple[str, str]]:
    deeds = (("approve", rules.may_approve), ("export", rules.may_export), ("pin", rules.may_pin))
    for deed, allowed in deeds:
        if allowed:
            yield f"who may {deed}: {', '.join(allowed)}", f"may_{deed}"
