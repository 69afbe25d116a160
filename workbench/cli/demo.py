"""`workbench demo`: the main loop without a window, written down as it goes.

Everything it makes is in one folder: a workspace of its own, a registry of its own,
the transcript, and pictures of the window on that workspace.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from workbench.cli.demo_evaluation import evaluate_versions
from workbench.cli.exit_codes import CHECK_FAILED, DONE
from workbench.cli.output import progress, write, write_json
from workbench.cli.pictures import take_pictures
from workbench.cli.program import Program
from workbench.cli.run import execute
from workbench.cli.subcommands import Subparsers, subcommand
from workbench.cli.transcript import Transcript
from workbench.diffing.pieces import inline_text
from workbench.diffing.words import diff_words
from workbench.domain.datasets import Case
from workbench.domain.history import OpenPrompt
from workbench.domain.prompts import Draft, PromptContent, Version
from workbench.domain.runs import Outcome, Run
from workbench.services.opened import Services

PROMPT = "support/triage"
MODELS = ("demo/brief", "demo/detailed")
ASKED = '  "summary"'
ASKED_TOO = '  "mood": "calm | worried | angry",\n'
AUTHOR = "demo@workbench.example"


def add_commands(subparsers: Subparsers) -> None:
    parser = subcommand(
        subparsers, "demo", demo, "the main loop, headless, on the samples", needs="program"
    )
    parser.add_argument("-o", "--output", type=Path, default=Path(), metavar="FOLDER")


def demo(program: Program, args: argparse.Namespace) -> int:
    folder: Path = args.output
    folder.mkdir(parents=True, exist_ok=True)
    workspace, registry = _free_places(folder)
    transcript = Transcript(progress if args.json else write)
    with program.open_services(workspace) as services:
        sound = _walk(program, services, registry, transcript)
    pictures = take_pictures(workspace, folder, transcript)
    (folder / "transcript.md").write_text(transcript.text(), encoding="utf-8")
    if args.json:
        made = [str(path) for path in (folder / "transcript.md", *pictures)]
        write_json({"workspace": str(workspace), "registry": str(registry), "files": made})
    return DONE if sound else CHECK_FAILED


def _walk(program: Program, services: Services, registry: Path, transcript: Transcript) -> bool:
    transcript.heading("The library")
    for summary in services.prompts.library():
        transcript.item(f"{summary.prompt.path} v{summary.version}: {summary.prompt.title}")
    opened = services.prompts.open_path(PROMPT)
    case = services.datasets.cases_for(opened.prompt.id)[0]

    transcript.heading(f"Run {PROMPT} on {len(MODELS)} models")
    before = _run(program, services, opened, opened.draft.content, case)
    transcript.runs(before)

    transcript.heading("Edit, and name the result as a version")
    content = _edited(opened.draft.content)
    services.prompts.journal(Draft(opened.prompt.id, content, opened.draft.based_on))
    version = services.prompts.commit(
        opened.prompt.id,
        note="Ask for the mood of the customer, so that worried ones come first",
        author=AUTHOR,
    )
    transcript.line(f"{PROMPT} v{version.number}, {version.digest}")

    transcript.heading("Run again, and compare")
    after = _run(program, services, opened, content, case)
    transcript.runs(after)
    _compare(services, opened, version, before, after, transcript)

    finished = evaluate_versions(
        program, services, opened.prompt.id, version.number, MODELS[0], transcript
    )

    _release(services, opened, version, registry, transcript)
    findings = services.releases.verify(registry)
    transcript.line(f"Verified: {len(findings)} findings.")
    ended_well = all(run.outcome is Outcome.FINISHED for run in (*before, *after))
    return ended_well and finished and not findings


def _run(
    program: Program, services: Services, opened: OpenPrompt, content: PromptContent, case: Case
) -> list[Run]:
    plan = services.runs.plan(opened.prompt.id, content, models=MODELS, cases=(case,))
    return asyncio.run(execute(program, services, plan.jobs))


def _edited(content: PromptContent) -> PromptContent:
    """One more key is asked for."""
    first = content.messages[0]
    return content.with_message(
        0, replace(first, text=first.text.replace(ASKED, ASKED_TOO + ASKED, 1))
    )


def _compare(
    services: Services,
    opened: OpenPrompt,
    version: Version,
    before: Sequence[Run],
    after: Sequence[Run],
    transcript: Transcript,
) -> None:
    transcript.heading("What changed in the outputs, word by word")
    for old, new in zip(before, after, strict=True):
        transcript.block(new.job.model, inline_text(diff_words(old.text, new.text)))
    transcript.heading(f"What changed in the prompt since v{version.number - 1}")
    previous = services.prompts.version_content(opened.prompt.id, version.number - 1)
    present = services.prompts.version_content(opened.prompt.id, version.number)
    transcript.block(PROMPT, inline_text(diff_words(previous.text, present.text)))


def _release(
    services: Services,
    opened: OpenPrompt,
    version: Version,
    registry: Path,
    transcript: Transcript,
) -> None:
    transcript.heading("Approve, and export to the registry in git")
    services.releases.approve(
        opened.prompt.id, version.number, note="Reads well on the sample case", approver=AUTHOR
    )
    services.releases.init(registry, "demo-prompts", apart=True)
    plan = services.releases.plan_export(opened.prompt.id, version.number, registry, author=AUTHOR)
    for file in plan.files:
        transcript.item(file.path)
    done = services.releases.export(plan)
    transcript.line(f"Committed as {done.commit}")


def _free_places(folder: Path) -> tuple[Path, Path]:
    """A workspace and a registry that are not there yet: an earlier demo's stay as they are."""
    number = 1
    while True:
        suffix = "" if number == 1 else f"-{number}"
        workspace, registry = folder / f"demo{suffix}.workbench", folder / f"registry{suffix}"
        if not workspace.exists() and not registry.exists():
            return workspace, registry
        number += 1
