"""What the policy asks of an environment, and what a version lacks for it, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from workbench.domain.prompts import PromptKind
from workbench.domain.release_policy import EnvironmentPolicy, Policy, SuiteDemand
from workbench.domain.releases import MissingDemand, PolicyReport
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
    asks = tuple(_asks(policy, environment))
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


def _asks(policy: Policy, environment: str) -> Iterator[str]:
    rules = policy.of(environment)
    signed = "signed " if policy.signed(environment) else ""
    for demand in rules.demands:
        yield f"{demand.words}{', signed' if signed else ''}"
    if rules.not_author:
        yield "nobody approves a version of their own"
    if rules.promote_from:
        yield f"pinned in {rules.promote_from} before"
    for suite in rules.evidence:
        yield from _suite(suite)
    if rules.demands and rules.rollback_approvals != 1:
        yield f"a return to an earlier version: {rules.rollback_approvals} approvals"
    yield from _people(rules)


def _suite(suite: SuiteDemand) -> Iterator[str]:
    age = f", at most {suite.max_age_days} days old" if suite.max_age_days is not None else ""
    yield f"evidence of {suite.suite} on {suite.min_cases} cases or more{age}"
    for name, threshold in suite.metrics.items():
        if threshold.min is not None:
            yield f"{suite.suite}: {name} of {threshold.min:.4g} or more"
        if threshold.max_drop is not None:
            yield f"{suite.suite}: {name} at most {threshold.max_drop:.4g} below what is pinned"


def _people(rules: EnvironmentPolicy) -> Iterator[str]:
    deeds = (("approve", rules.may_approve), ("export", rules.may_export), ("pin", rules.may_pin))
    for deed, allowed in deeds:
        if allowed:
            yield f"who may {deed}: {', '.join(allowed)}"
