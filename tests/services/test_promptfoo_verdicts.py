"""On the same recorded outputs an imported configuration gives promptfoo's own verdicts.

`tests/golden/promptfoo/*.verdicts.json` is what promptfoo itself said of the configurations
beside them, asked once with its `echo` provider, which gives the prompt back: the prompt of each
is one variable, so that the recorded outputs are its values.
"""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from tests.builders import a_run
from workbench.bootstrap import open_services
from workbench.checks.kinds import Asks
from workbench.checks.output import Output
from workbench.checks.scoring import cell_score, scorer_of
from workbench.checks.table import kind_of
from workbench.domain.checks import SET
from workbench.domain.json_values import thaw
from workbench.engine.evaluating.asking import Asked
from workbench.engine.sandbox.code_checks import CodeChecks
from workbench.engine.sandbox.pool import Sandbox

GOLDEN = Path(__file__).parents[1] / "golden" / "promptfoo"
NAMES = sorted(file.name.partition(".")[0] for file in GOLDEN.glob("*.verdicts.json"))


@pytest.fixture
def services(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    opened = open_services(tmp_path / "team.workbench", empty=True)
    yield opened
    opened.resources.close()


@pytest.fixture
def suite_of(services):
    return lambda name: services.promptfoo_imports.read(GOLDEN / name / "promptfooconfig.yaml")


def verdicts(name):
    return json.loads((GOLDEN / f"{name}.verdicts.json").read_text(encoding="utf-8"))["results"]


def flattened(checks, scores):
    """As promptfoo lists them: a set, then what is in it."""
    for check, score in zip(checks, scores, strict=True):
        yield check, score
        yield from flattened(check.checks, score.parts)


async def scored(check, output, case, sandbox):
    if check.kind == SET or kind_of(check).asks is Asks.NOTHING:
        return scorer_of(check)(output)
    assert kind_of(check).asks is Asks.CODE
    asked = Asked(a_run(), output, case)
    return await CodeChecks(sandbox, lambda: True).score(check, asked)


async def looked_at(dataset):
    """Each case with its checks, their scores and all of them together."""
    sandbox = Sandbox()
    try:
        for case in dataset.cases:
            values = {name: thaw(value) for name, value in case.values}
            output = Output(values["said"], values, case.expected)
            checks = (*dataset.checks, *case.checks)
            scores = [await scored(check, output, case, sandbox) for check in checks]
            threshold = dataset.threshold if case.threshold is None else case.threshold
            yield case, checks, scores, cell_score(checks, scores, threshold)
    finally:
        await sandbox.close()


async def all_of(dataset):
    return [each async for each in looked_at(dataset)]


@pytest.mark.parametrize("name", NAMES)
def test_every_check_says_what_promptfoo_says(suite_of, name):
    suite = suite_of(name)
    assert [remark.what for remark in suite.remarks if remark.lost] == ["echo"]

    found = asyncio.run(all_of(suite.dataset))

    theirs = verdicts(name)
    assert len(found) == len(theirs)
    for (case, checks, scores, _whole), their in zip(found, theirs, strict=True):
        assert dict(case.values)["said"] == their["output"]
        mine = [
            # promptfoo says of a check that weighs nothing that it passed, whatever it found
            (check.name, score.passed or not check.weight, pytest.approx(score.value))
            for check, score in flattened(checks, scores)
        ]
        said = [(each["type"] or SET, each["pass"], each["score"]) for each in their["checks"]]
        assert mine == said, case.name


@pytest.mark.parametrize("name", NAMES)
def test_every_case_comes_to_what_promptfoo_says(suite_of, name):
    found = asyncio.run(all_of(suite_of(name).dataset))

    for (case, _checks, _scores, whole), their in zip(found, verdicts(name), strict=True):
        assert (whole.verdict == "passed", whole.value) == (
            their["pass"],
            pytest.approx(their["score"]),
        ), case.name
        assert whole.metrics() == pytest.approx(their["metrics"]), case.name
