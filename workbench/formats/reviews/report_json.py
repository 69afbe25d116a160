"""The figures of a review as one JSON document."""

from __future__ import annotations

import json
from typing import Any

from workbench.domain.review_reports import JudgedOutput, ReviewReport
from workbench.formats.reports.json_report import finite
from workbench.formats.reviews.documents import document


def json_report(report: ReviewReport, *, texts: bool = False) -> str:
    """ASCII, so that any text survives. Without `texts` the outputs are not in it."""
    made = {
        "spec": "review-report/1",
        "at": report.at.isoformat(),
        "figures": document(report.figures),
        "outputs": [_output(output, texts=texts) for output in report.outputs],
    }
    return json.dumps(finite(made), indent=1, sort_keys=True, allow_nan=False) + "\n"


def _output(output: JudgedOutput, *, texts: bool) -> dict[str, Any]:
    made: dict[str, Any] = {
        "item": output.item,
        "run": output.run_id,
        "prompt": output.prompt,
        "version": output.version,
        "model": output.model,
        "version_digest": output.version_digest,
        "text_digest": output.text_digest,
    }
    if texts:
        made["text"] = output.text
        made["inputs"] = [list(pair) for pair in output.inputs]
    return made
