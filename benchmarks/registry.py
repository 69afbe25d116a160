"""What a team's registry of 5,000 prompts asks of its commands: looked at, checked, planned.

    .venv/bin/python -m benchmarks.registry [PROMPTS [SIGNED]]

Each in a process of its own as the terminal runs it, then again and again in one process as the
window does. The processor's seconds are those of all processes that take part.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from benchmarks.large_registry import A_COMMIT, DANA, MODEL, PROMPTS, large_registry
from workbench.domain.approvals import Approval
from workbench.domain.environments import Change, ChangeRequest
from workbench.domain.prompts import Input, Message, Prompt, PromptContent, PromptKind, Role
from workbench.domain.releases import ExportRequest, Release
from workbench.formats.content import digest_of
from workbench.registry.git_registry import GitRegistry

ROUNDS = 5
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def main(prompts: int, signed: int) -> None:
    folder = large_registry(prompts, signed)
    registry = GitRegistry()
    print(f"{prompts:,} prompts, {signed:,} of them signed; load {os.getloadavg()[0]:.1f}")
    cold("status", folder)
    cold("status (with what runs where, as JSON)", folder, "status", "--json")
    cold("verify", folder)
    base = f"HEAD~{min(5, prompts // A_COMMIT)}"
    cold(f"verify --base {base}", folder, "verify", "--base", base)
    some = registry.overview(folder).prompts[prompts // 2]
    told("status", lambda: registry.status(folder))
    told("overview", lambda: registry.overview(folder))
    told("the plan of a pin", lambda: registry.plan_change(folder, pinning(some.prompt)))
    told("the plan of an export", lambda: registry.plan(folder, export(some.prompt)))
    told("verify", lambda: registry.verify(folder), 2)
    told(f"verify --base {base}", lambda: registry.verify(folder, base=base), 2)
    restored(folder)
    print(f"  at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB of memory")


def restored(folder: Path) -> None:
    """Into a workspace that is made for it, in a process of its own."""
    with tempfile.TemporaryDirectory() as spare:
        named = "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"
        around = os.environ | dict.fromkeys(named, spare)
        command = [sys.executable, "-m", "workbench", "-w", f"{spare}/workspace.db", "registry"]
        for name, *options in (("restore --dry-run", "--dry-run"), ("restore",)):
            asked = [*command, "restore", str(folder), *options]
            work = partial(subprocess.run, asked, env=around, capture_output=True, check=True)
            told(f"cold: {name}", work, 1)
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"  at most {largest:.0f} MB of memory in any process of its own")


def pinning(prompt: str) -> ChangeRequest:
    """Of the first version in dev, which nothing speaks against."""
    return ChangeRequest(Change.PIN, prompt, DANA, NOW, environment="dev", version="1")


def export(prompt: str) -> ExportRequest:
    content = PromptContent(
        (Message(Role.USER, "Ticket:\n{{ ticket }}\nAnswer it."),),
        inputs=(Input("ticket", required=True),),
        model=MODEL,
    )
    release = Release(
        prompt=Prompt("id", prompt, PromptKind.PROMPT),
        number=4,
        digest=digest_of(content),
        content=content,
        author=DANA,
        created_at=NOW,
        note="Shorter",
        ancestors=(),
    )
    approval = Approval("", "", release.digest, 4, DANA, "Read", NOW)
    return ExportRequest(release, (), (approval,), "dev", DANA, NOW)


def cold(name: str, folder: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "workbench", "registry", *(arguments or (name,))]

    def work() -> None:
        done = subprocess.run([*command, "--registry", str(folder)], capture_output=True)
        assert done.returncode == 0, done.stderr.decode()

    told(f"cold: {name}", work, 2)


def told(name: str, work: Callable[[], object], rounds: int = ROUNDS) -> None:
    times = []
    for _round in range(rounds):
        clock, processor = time.perf_counter(), _processor()
        work()
        times.append((_processor() - processor, time.perf_counter() - clock))
    first = times[0][1]
    processor, clock = (statistics.median(each) for each in zip(*times, strict=True))
    print(f"  {name}: processor {processor:.2f} s, clock {clock:.2f} s (first {first:.2f} s)")


def _processor() -> float:
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    main(numbers[0] if numbers else PROMPTS, numbers[1] if len(numbers) > 1 else 0)
