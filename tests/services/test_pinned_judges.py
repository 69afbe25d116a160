"""An evaluation asks the same judges from its first cell to its last."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import a_case, a_content
from workbench.bootstrap import open_services
from workbench.domain.checks import SET, Check
from workbench.domain.datasets import Dataset
from workbench.domain.errors import NotFound
from workbench.domain.evaluations import JudgeNamed
from workbench.domain.json_values import JsonObject
from workbench.services.evaluations import ColumnChoice

JUDGED = Check("llm-rubric", value="It greets.")


@pytest.fixture
def services(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    opened = open_services(tmp_path / "team.workbench", empty=True)
    yield opened
    opened.resources.close()


def planned(services, *checks):
    return planned_with(services, a_case("a"), *checks).checks


def planned_with(services, case, *checks):
    prompt = services.prompts.create("greet", content=a_content("Hi {{ name }}")).prompt
    dataset = services.datasets.save(Dataset("", "Names", cases=(case,), checks=checks))
    column = ColumnChoice(prompt.id, "demo/brief")
    evaluation = services.evaluations.plan("First", dataset, [column])
    return services.evaluations.evaluation(evaluation.id)


def test_the_version_of_a_built_in_judge_is_recorded_and_enters_the_library(services):
    [check] = planned(services, JUDGED)

    assert check.judge_prompt == "judges/llm-rubric@1"
    assert services.judges.named(check.judge_prompt).version == 1


def test_a_judge_of_ones_own_is_recorded_with_its_newest_version(services):
    mine = services.prompts.create("judges/mine", content=a_content("{{ output }}")).prompt
    for _ in range(2):
        opened = services.prompts.open(mine.id)
        content = opened.draft.content.with_message(
            0, a_content(f"{opened.newest}: {{{{ output }}}}").messages[0]
        )
        services.prompts.journal(replace(opened.draft, content=content))
        services.prompts.commit(mine.id, note="Mine", author="Ada")

    checks = planned(
        services,
        Check("llm-rubric", value="x", judge_prompt="judges/mine"),
        Check("llm-rubric", value="x", judge_prompt="judges/mine@1"),
    )

    assert [check.judge_prompt for check in checks] == ["judges/mine@2", "judges/mine@1"]


def test_judges_in_sets_and_those_that_came_along_are_recorded_as_well(services):
    brought = Check(
        "llm-rubric", value="x", config=JsonObject((("rubricPrompt", "Judge {{ output }}"),))
    )

    [together] = planned(services, Check(SET, checks=(JUDGED, brought)))

    built_in, given = (check.judge_prompt for check in together.checks)
    assert built_in == "judges/llm-rubric@1"
    assert given.startswith("judges/llm-rubric-")
    assert given.endswith("@1")


def test_a_check_that_asks_no_judge_stays_as_it_is(services):
    plain = Check("contains", value="x")

    assert planned(services, plain) == (plain,)


def test_a_judge_that_is_not_there_is_told_before_anything_is_paid_for(services):
    with pytest.raises(NotFound):
        planned(services, Check("llm-rubric", value="x", judge_prompt="judges/nobody"))


def test_judges_of_the_own_checks_of_a_case_are_recorded_beside_the_case_as_it_was(services):
    own = (Check(SET, checks=(JUDGED,)), Check("contains", value="x"))
    case = a_case("a", checks=own)

    evaluation = planned_with(services, case)

    frozen = services.evaluations.cases_of(evaluation)
    assert evaluation.judges == (JudgeNamed("llm-rubric", "", "judges/llm-rubric@1"),)
    assert frozen.cases[0].checks == own
    asked, plain = evaluation.with_judges(frozen).cases[0].checks
    assert [check.judge_prompt for check in asked.checks] == ["judges/llm-rubric@1"]
    assert plain == own[1]


def test_a_judge_of_a_single_case_that_is_not_there_is_told_at_once(services):
    lost = Check("llm-rubric", value="x", judge_prompt="judges/nobody")

    with pytest.raises(NotFound):
        planned_with(services, a_case("a", checks=(lost,)))
