"""An evaluation of forty greetings that a judge has judged, for people to judge again."""

from __future__ import annotations

import re
from pathlib import Path

from tests.journeys.people import RUBRIC
from tests.journeys.terminal import Terminal, greeting_server
from workbench.domain.checks import Check
from workbench.domain.models import Endpoint
from workbench.domain.settings import Settings
from workbench.services.opened import Services
from workbench.store.settings_file import TomlSettings

CASES, OUTPUTS = 10, 40
MODELS = ("discreet;m=a", "discreet;m=b")
EVALUATION = "Names · v1 and v2"
"""As the window names it."""
JUDGE = Check("llm-rubric", value="It greets by name.", judge="lab/judges")
SECRET_WORDS = ("discreet", "lab/", ";m=")
VERSION = re.compile(r"\bv[12]\b|\bversion [12]\b", re.IGNORECASE)


def evaluated_greetings(home: Path) -> Terminal:
    """A workspace with the evaluation and a rubric; the server that answered is gone."""
    terminal = Terminal(home / "evaluated.workbench")
    terminal.fill(CASES, JUDGE, model=f"lab/{MODELS[0]}")
    with greeting_server(home / "server") as server:
        endpoint = Endpoint("lab", server.base_url, models=(*MODELS, "judges"))
        TomlSettings().save(Settings(endpoints=(endpoint,), find_local_servers=False))
        models = [f"lab/{each}" for each in MODELS]
        words = ("hello@1", "hello@2", "--dataset", "Names", "-m", *models, "--name", EVALUATION)
        said = terminal("eval", *words)
    assert said.status == 0, said.err
    with terminal.services() as services:
        services.rubrics.save(RUBRIC)
    return terminal


def told_of_origin(services: Services, text: str) -> list[str]:
    """What in the text says where outputs are from."""
    [summary] = services.evaluations.summaries()
    evaluation = summary.evaluation
    known = {evaluation.id, EVALUATION, *SECRET_WORDS}
    runs = services.runs.batch(evaluation.id)
    assert len(runs) >= OUTPUTS
    for run in runs:
        known |= {run.job.run_id, run.job.prompt_id, run.job.model, run.job.digest}
    return [each for each in known if each and each in text] + VERSION.findall(text)
