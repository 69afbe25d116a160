"""How what verification found is printed."""

from __future__ import annotations

from typing import Any

from workbench.domain.releases import Finding


def finding_line(finding: Finding) -> str:
    return f"{finding.rule} {finding.severity} {finding.place}: {finding.message}"


def finding_document(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "file": finding.file,
        "line": finding.line,
        "message": finding.message,
    }
