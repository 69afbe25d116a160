"""`workbench` in processes of its own on a workspace with a dataset of greetings, and the server
that its models are on."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

import psutil

from tests.faulty_server.fixture import FaultyServer
from workbench import bootstrap
from workbench.domain.checks import Check
from workbench.domain.datasets import CRITICAL, Case, Dataset
from workbench.domain.prompts import Draft, Input, Message, ModelChoice, PromptContent, Role
from workbench.domain.runs import Outcome, Run
from workbench.services.opened import Services

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0
CASES = 200
JUDGE = "lab/judges"
JUDGED = 20
"""One case of so many has a judge."""
CRITICAL_ONE = 40
"""One case of so many is critical; the first version fails it."""
VERSIONS = ("Say hello to {{ name }}.", "Say hello politely to {{ name }}.")


@dataclass(frozen=True)
class Said:
    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class GreetingServer(FaultyServer):
    folder: Path = Path()

    def changes(self, what: str, *words: str) -> None:
        """How it answers what these words stand in; none: nothing any more."""
        (self.folder / what).write_text("\n".join(words), encoding="utf-8")


@contextmanager
def greeting_server(folder: Path) -> Iterator[GreetingServer]:
    folder.mkdir(exist_ok=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.greeting_server", str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        yield GreetingServer(int(process.stdout.readline()), folder=folder)
    finally:
        process.stdin.close()
        process.stdout.close()
        process.wait(timeout=10)


Halt = Callable[[psutil.Process], None]


@dataclass(frozen=True)
class Terminal:
    workspace: Path

    def __call__(self, *words: object, halt: Halt | None = None) -> Said:
        """A command to its end. `halt` is called with its process."""
        command = [sys.executable, "-m", "workbench", "-w", self.workspace, *words]
        with subprocess.Popen(
            list(map(str, command)),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            if halt is not None:
                halt(psutil.Process(process.pid))
            out, err = process.communicate(timeout=PATIENCE)
        return Said(process.returncode, out, err)

    @contextmanager
    def services(self) -> Iterator[Services]:
        services = bootstrap.open_services(self.workspace, empty=True)
        try:
            yield services
        finally:
            bootstrap.close_services(services)

    def fill(self, cases: int = CASES, *checks: Check, model: str = "") -> None:
        """Two versions of a prompt, written for that model, and the dataset *Names*."""
        with self.services() as services:
            first, second = (_content(text, model) for text in VERSIONS)
            opened = services.prompts.create("hello", content=first)
            services.prompts.commit(opened.prompt.id, note="first", author="Ada")
            services.prompts.journal(Draft(opened.prompt.id, second, 1))
            services.prompts.commit(opened.prompt.id, note="polite", author="Ada")
            named = Check("contains", value="{{ name }}")
            services.datasets.save(
                Dataset("", "Names", "", tuple(map(_case, range(cases))), (named, *checks))
            )

    def finished_runs(self) -> list[Run]:
        """Of all evaluations, those of judges among them."""
        with self.services() as services:
            ids = [each.evaluation.id for each in services.evaluations.summaries()]
            runs = [run for each in ids for run in services.runs.batch(each)]
        return [run for run in runs if run.outcome is Outcome.FINISHED]

    def asked(self, server: GreetingServer) -> Counter[tuple[str, str]]:
        """How often each model was sent each text."""
        return Counter(
            asked_of(each["model"], each["body"]["messages"]) for each in server.requests()
        )


def asked_of(model: str, messages: Sequence[Any]) -> tuple[str, str]:
    texts = [each["content"] if isinstance(each, dict) else each.text for each in messages]
    return model, "\n".join(texts)


def at_request(server: GreetingServer, number: int, act: Callable[[psutil.Process], None]) -> Halt:
    """Acts as soon as the server was asked so often from now on."""
    before = len(server.requests())

    def halt(process: psutil.Process) -> None:
        deadline = monotonic() + PATIENCE
        while len(server.requests()) < before + number:
            if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
                return  # It ended before its time: what it said tells why
            assert monotonic() < deadline
        act(process)

    return halt


def _content(text: str, model: str) -> PromptContent:
    return PromptContent(
        (Message(Role.USER, text),),
        model=ModelChoice(model),
        inputs=(Input("name", required=True),),
    )


def _case(number: int) -> Case:
    judged = Check("llm-rubric", value="It greets {{ name }} by name.", judge=JUDGE)
    return Case(
        name=f"c{number}",
        values=(("name", f"case-{number}."),),
        labels=(CRITICAL,) if number % CRITICAL_ONE == 0 else (),
        checks=(judged,) if number % JUDGED == 3 else (),
    )
