"""A process that writes to a workspace and says what it has written, until it is killed.

python -m tests.store.writer WORKSPACE PROMPT_ID START
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from tests.builders import NOON, a_content, a_job, a_run
from tests.store.committing import kept
from workbench.domain.prompts import Draft
from workbench.domain.runs import Outcome
from workbench.store.opening import open_workspace
from workbench.store.prompts import SqlitePrompts
from workbench.store.runs import SqliteRuns


def main(path: str, prompt_id: str, start: str) -> None:
    workspace = open_workspace(Path(path))
    prompts, runs = SqlitePrompts(workspace), SqliteRuns(workspace)
    for number in count(int(start)):
        content = a_content(f"state {number} " + "of a prompt that is not short " * 200)
        prompts.journal(Draft(prompt_id, content))
        print("journaled", number, flush=True)
        digest = kept(prompts, content)
        job = a_job(f"run-{number}", digest=digest, prompt_id=prompt_id)
        runs.record(a_run(job=job, outcome=Outcome.RUNNING, text="so far"))
        runs.record(a_run(job=job, text=f"answer {number}"))
        print("recorded", number, flush=True)
        version = prompts.add_version(prompt_id, digest, note=str(number), author="", at=NOON)
        print("committed", version.number, version.digest, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
