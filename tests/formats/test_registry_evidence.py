from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from workbench.domain.approvals import Evidence, EvidenceKind, Measured
from workbench.formats.registry_evidence import evidence_in, remarks_in
from workbench.formats.registry_statements import write_evidence

FILE = "sha256:" + "f" * 64
GIVEN = Evidence(
    EvidenceKind.EVALUATION,
    "Refunds",
    "sha256:" + "a" * 64,
    at=datetime(2026, 11, 21, 12, tzinfo=UTC),
    figures=(("cases", "20"), ("pass rate", "95 %")),
    measured=Measured("refunds", "sha256:" + "b" * 64, 20, (("openai/gpt", "pass_rate", 0.95),)),
)


def written(evidence: Evidence) -> str:
    return write_evidence(evidence, subject="acme/triage", digest="sha256:" + "c" * 64)


@pytest.mark.parametrize(
    "evidence",
    [GIVEN, replace(GIVEN, kind=EvidenceKind.REVIEW, measured=None), replace(GIVEN, at=None)],
)
def test_what_was_written_comes_back_and_is_written_alike(evidence):
    text = written(evidence)

    found = evidence_in(json.loads(text), FILE)

    assert found == evidence
    assert written(found) == text


def test_evidence_of_another_tool_is_an_evaluation_with_its_figures():
    predicate = {
        "suite": "refund-regression",
        "dataset": {"cases": 40, "digest": {"sha256": "d" * 64}},
        "model": {"requested": "gpt-4o"},
        "metrics": {"pass_rate": {"value": 0.9, "n": 40}},
        "run_at": "2026-11-20T10:00:00Z",
    }

    found = evidence_in({"predicate": predicate}, FILE)

    assert (found.kind, found.name, found.digest) == (
        EvidenceKind.EVALUATION,
        "refund-regression",
        FILE,
    )
    assert found.measured.metrics == (("gpt-4o", "pass_rate", 0.9),)


@pytest.mark.parametrize("document", [None, [], {}, {"predicate": 7}, {"predicate": {"name": 7}}])
def test_what_is_no_evidence_is_none(document):
    assert evidence_in(document, FILE) is None


def test_remarks_of_an_approval_are_read_where_they_are_what_they_should_be():
    assert remarks_in({"predicate": {"comment": "Read", "runs": ["r1"]}}) == ("Read", ("r1",))
    assert remarks_in({"predicate": {"comment": 7}}) == ("", ())
    assert remarks_in([]) == ("", ())
