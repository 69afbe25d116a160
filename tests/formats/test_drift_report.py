from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.drift import (
    Copied,
    DriftArea,
    DriftFinding,
    DriftKind,
    DriftReport,
    TextChange,
)
from workbench.domain.not_looked_at import NotLookedAt
from workbench.formats.drift_report import drift_document, drift_markdown


def a_report(**fields):
    finding = DriftFinding(
        DriftArea.CODE, DriftKind.EDITED, "support/triage", "an edited copy", "a.py", 3,
        copied=Copied(2, "sha256:0", 0.9, (TextChange("order", "phone"),)),
    )  # fmt: skip
    known = {"registry": "acme", "commit": "c", "looked": ((DriftArea.CODE, 4),)}
    return DriftReport(**{**known, "findings": (finding,), **fields})


def test_markdown_says_what_was_compared_and_what_disagrees():
    told = drift_markdown(a_report(failed=(NotLookedAt("b.json", "no bundle"),)))

    assert "1 drifted, 0 to know of." in told
    assert "- Source code: 4 compared" in told
    assert "- **error** edited copy: `support/triage` at `a.py:3`" in told
    assert "  - was `order`\n  - is `phone`" in told
    assert "## Could not be looked at" in told


@given(st.text(max_size=60))
def test_hostile_names_stay_on_their_line(name):
    finding = DriftFinding(DriftArea.CODE, DriftKind.IDENTICAL, name, name, name, 1)
    plain = drift_markdown(a_report(findings=(DriftFinding(*finding_of("x")),)))

    told = drift_markdown(a_report(findings=(finding,)))

    assert told.count("\n") == plain.count("\n")


def finding_of(name):
    return DriftArea.CODE, DriftKind.IDENTICAL, name, name, name, 1


def test_the_document_is_json():
    document = json.loads(json.dumps(drift_document(a_report())))

    assert document["drift"] is True
    assert document["findings"][0]["copy"]["changes"] == [{"old": "order", "new": "phone"}]
