"""What was compared and what disagrees, as a document for programs and as Markdown for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from workbench.domain.drift import DriftArea, DriftFinding, DriftReport
from workbench.domain.not_looked_at import NotLookedAt
from workbench.domain.sensitive_text import with_hidden_named
from workbench.domain.sentinels import SentinelVerdict

TITLES = {
    DriftArea.CONTENT: "Files of the registry",
    DriftArea.WORKSPACE: "Approved in the workspace",
    DriftArea.DEPLOYED: "What runs",
    DriftArea.CODE: "Source code",
    DriftArea.WORLD: "Models, evidence and policy",
}
MOST_LEFT_OUT = 100
"""Of what was not looked through, in Markdown; the document has all that is known."""


def drift_document(report: DriftReport) -> dict[str, Any]:
    return {
        "registry": report.registry,
        "commit": report.commit,
        "drift": report.drifted,
        "looked": {area.value: count for area, count in report.looked},
        "findings": [_finding(finding) for finding in report.findings],
        "sentinels": [_verdict(verdict) for verdict in report.sentinels],
        "skipped": [{"file": each.file, "reason": each.reason} for each in report.skipped],
        "failed": [{"what": each.file, "reason": each.reason} for each in report.failed],
    }


def drift_markdown(report: DriftReport) -> str:
    """Every name and text of a file stands in code, so that nothing in it is formatting."""
    errors = sum(1 for finding in report.findings if finding.severity == "error")
    others = len(report.findings) - errors
    lines = [
        f"# Drift of {_code(report.registry)}",
        "",
        f"At commit {_code(report.commit or 'none')}: {errors:,} drifted, {others:,} to know of.",
        "",
        *(f"- {TITLES[area]}: {count:,} compared" for area, count in report.looked),
    ]
    for area in DriftArea:
        found = [each for each in report.findings if each.area is area]
        if found:
            lines += ["", f"## {TITLES[area]}", "", *(_line(each) for each in found)]
    lines += _left_out("Could not be looked at", report.failed)
    lines += _left_out("Not looked through", report.skipped)
    return "\n".join(lines) + "\n"


def _line(finding: DriftFinding) -> str:
    about = [f"**{finding.severity}** {finding.kind}:"]
    if finding.prompt:
        about.append(_code(finding.prompt))
    if finding.environment:
        about.append(f"in {_code(finding.environment)}")
    if finding.file:
        about.append(f"at {_code(finding.place)}")
    lines = [f"- {' '.join(about)}", f"  {_plain(finding.message)}"]
    for change in finding.copied.changes if finding.copied else ():
        lines += [f"  - was {_code(change.old)}", f"  - is {_code(change.new)}"]
    return "\n".join(lines)


def _left_out(title: str, left_out: Sequence[NotLookedAt]) -> Iterator[str]:
    if left_out:
        yield from ("", f"## {title}", "")
        for each in left_out[:MOST_LEFT_OUT]:
            yield f"- {_code(each.file)}: {_plain(each.reason)}"
        if len(left_out) > MOST_LEFT_OUT:
            yield f"- and {len(left_out) - MOST_LEFT_OUT:,} more"


def _plain(words: str) -> str:
    """Words of ours around names of others: what would be formatting is not."""
    shown = " ".join(with_hidden_named(words).split())
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|!" else char for char in shown)


def _code(text: str) -> str:
    shown = " ".join(with_hidden_named(text).split())
    fence = "`" * (1 + max((len(run) for run in _ticks(shown)), default=0))
    pad = " " if shown.startswith("`") or shown.endswith("`") or not shown else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def _ticks(text: str) -> list[str]:
    return [run for run in "".join(c if c == "`" else " " for c in text).split() if run]


def _finding(finding: DriftFinding) -> dict[str, Any]:
    copied = finding.copied
    document: dict[str, Any] = {
        "area": finding.area,
        "kind": finding.kind,
        "severity": finding.severity,
        "prompt": finding.prompt,
        "environment": finding.environment,
        "file": finding.file,
        "line": finding.line,
        "cell": finding.cell,
        "message": finding.message,
    }
    if copied:
        document["copy"] = {
            "version": copied.version,
            "digest": copied.digest,
            "share": round(copied.share, 4),
            "current": copied.current,
            "changes": [{"old": each.old, "new": each.new} for each in copied.changes],
            "more_changes": copied.more_changes,
        }
    return document


def _verdict(verdict: SentinelVerdict) -> dict[str, Any]:
    subject = verdict.subject
    return {
        "prompt": subject.prompt,
        "version": subject.version,
        "digest": subject.digest,
        "model": subject.model,
        "environments": list(subject.environments),
        "verdict": verdict.movement.value,
        "sentence": verdict.sentence,
        "cases": verdict.cases,
        "more_cases": verdict.more_cases,
        "method": verdict.method,
        "notes": list(verdict.notes),
        "evaluation": verdict.evaluation_id,
        "against": subject.before and subject.before.evaluation_id,
        "against_evidence": bool(subject.before and subject.before.evidence),
        "answered_then": verdict.then.words,
        "answered_now": verdict.now.words,
    }
