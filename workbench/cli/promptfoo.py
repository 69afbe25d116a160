"""Configurations of promptfoo on the command line: what was taken, and line by line what not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from workbench.cli.output import progress, write
from workbench.domain.suites import ImportedSuite, Remark
from workbench.services.opened import Services
from workbench.services.promptfoo_imports import KeptSuite


def import_suite(services: Services, path: Path, *, dry_run: bool, quiet: bool) -> dict[str, Any]:
    """Tell what is left before anything is written; the outcome as a document."""
    suite = services.promptfoo_imports.read(path)
    if not quiet:
        tell_remarks(suite)
    kept = None if dry_run else services.promptfoo_imports.keep(suite)
    if not quiet:
        for line in _preview(suite) if kept is None else _outcome(suite, kept):
            write(line)
    return _document(suite, kept)


def promptfoo_text(
    services: Services, reference: str, dataset: str, models: Sequence[Sequence[str]]
) -> str:
    """The configuration; what promptfoo will not do as it is done here, on standard error."""
    exported = services.promptfoo_exports.export(
        reference,
        services.datasets.named(dataset) if dataset else None,
        [model for given in models for model in given],
    )
    for note in exported.notes:
        progress(note)
    return exported.text


def tell_remarks(suite: ImportedSuite) -> None:
    """On standard error: what is lost, then what is here in another way."""
    lost = [remark for remark in suite.remarks if remark.lost]
    told = [remark for remark in suite.remarks if not remark.lost]
    for title, remarks in (("Not taken", lost), ("Taken in another way, or without meaning", told)):
        if remarks:
            progress(f"{title}:")
        for remark in remarks:
            progress(f"  {remark_line(remark)}")


def remark_line(remark: Remark) -> str:
    return f"{remark.place}: {remark.what}: {remark.why}"


def _preview(suite: ImportedSuite) -> Iterator[str]:
    for prompt in suite.prompts:
        yield f"{prompt.path}: would be {'a judge' if prompt.judges else 'a prompt'}"
    yield f"{_cases(suite)} would be the dataset {suite.dataset.name}"
    yield from _columns(suite)
    yield "Nothing was written."


def _outcome(suite: ImportedSuite, kept: KeptSuite) -> Iterator[str]:
    for each in kept.prompts:
        version = "a draft, to be mended" if each.version is None else f"v{each.version}"
        yield f"{each.prompt.path}: {version}{'' if each.new else ', known'}"
    known = "" if kept.dataset_new else ", known"
    yield f"dataset {kept.dataset.name}: {_cases(suite)}{known}"
    yield from _columns(suite)


def _cases(suite: ImportedSuite) -> str:
    checks = len(suite.dataset.checks) + sum(len(case.checks) for case in suite.dataset.cases)
    return f"{len(suite.dataset.cases)} cases with {checks} checks"


def _columns(suite: ImportedSuite) -> Iterator[str]:
    models = dict.fromkeys(column.model for column in suite.columns)
    if models:
        yield f"models: {', '.join(models)}"


def _document(suite: ImportedSuite, kept: KeptSuite | None) -> dict[str, Any]:
    prompts = (
        [{"path": each.path, "version": None, "new": False} for each in suite.prompts]
        if kept is None
        else [
            {"path": each.prompt.path, "version": each.version, "new": each.new}
            for each in kept.prompts
        ]
    )
    return {
        "file": suite.file,
        "written": kept is not None,
        "whole": suite.whole,
        "prompts": prompts,
        "dataset": suite.dataset.name if kept is None else kept.dataset.name,
        "cases": len(suite.dataset.cases),
        "models": list(dict.fromkeys(column.model for column in suite.columns)),
        "remarks": [
            {
                "file": remark.file,
                "line": remark.line,
                "what": remark.what,
                "why": remark.why,
                "lost": remark.lost,
            }
            for remark in suite.remarks
        ],
    }
