from __future__ import annotations

from dataclasses import replace

import pytest

from workbench.bootstrap import open_services
from workbench.domain.errors import FileProblem, InvalidInput
from workbench.domain.prompts import Message, Role
from workbench.services.evaluations import EvaluationOptions

CONFIG = """\
prompts:
  - label: greet
    raw: 'Greet {{ name }} {% for each in many %}{{ each }}{% endfor %}'
providers: [openai:gpt-4o-mini, {id: 'ollama:chat:llama3.2', config: {temperature: 1}}]
tests:
  - vars: {name: Ada, many: [{a: 1}]}
    assert: [{type: contains, value: Ada}]
  - vars: {name: Bob}
"""


@pytest.fixture
def services(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    opened = open_services(tmp_path / "team.workbench", empty=True)
    yield opened
    opened.resources.close()


@pytest.fixture
def imports(services):
    return services.promptfoo_imports


@pytest.fixture
def file(tmp_path):
    folder = tmp_path / "greetings"
    folder.mkdir()
    path = folder / "promptfooconfig.yaml"
    path.write_text(CONFIG, encoding="utf-8")
    return path


def contents(services):
    prompts, datasets = services.prompts.library(), services.datasets.all()
    return [each.prompt.path for each in prompts], [each.name for each in datasets]


def test_reading_writes_nothing(services, imports, file):
    suite = imports.read(file)

    assert suite.whole
    assert contents(services) == ([], [])


def test_what_was_read_is_kept_and_can_be_run(services, imports, file):
    kept = imports.keep(imports.read(file))

    assert contents(services) == (["greetings/greet"], ["greetings"])
    assert [(each.version, each.new) for each in kept.prompts] == [(1, True)]
    assert kept.dataset.prompt_id == kept.prompts[0].prompt.id
    assert [column.model for column in kept.columns] == ["openai/gpt-4o-mini", "ollama/llama3.2"]


def test_keeping_it_again_changes_nothing(services, imports, file):
    imports.keep(imports.read(file))

    again = imports.keep(imports.read(file))

    assert not again.dataset_new
    assert [(each.version, each.new) for each in again.prompts] == [(1, False)]
    assert contents(services) == (["greetings/greet"], ["greetings"])


def test_a_changed_prompt_is_a_new_version_and_a_draft_of_ones_own_stays(services, imports, file):
    first = imports.keep(imports.read(file)).prompts[0].prompt
    file.write_text(CONFIG.replace("Greet", "Welcome"), encoding="utf-8")
    imports.keep(imports.read(file))
    followed = services.prompts.open(first.id).draft
    mine = followed.content.with_message(0, Message(Role.USER, "Mine"))
    services.prompts.journal(replace(followed, content=mine))

    file.write_text(CONFIG.replace("Greet", "Hail"), encoding="utf-8")
    kept = imports.keep(imports.read(file))

    assert followed.content.messages[0].text.startswith("Welcome")
    assert kept.prompts[0].version == 3
    assert services.prompts.open(first.id).draft.content.messages[0].text == "Mine"


def test_changed_cases_replace_those_that_an_evaluation_keeps(services, imports, file):
    first = imports.plan(imports.read(file))
    before = services.datasets.all()[0]
    file.write_text(CONFIG.replace("Bob", "Eve"), encoding="utf-8")

    kept = imports.keep(imports.read(file))

    assert kept.dataset.id == before.id
    assert kept.dataset.cases[0].id == before.cases[0].id
    assert services.evaluations.cases_of(first).cases[1].values == before.cases[1].values


def test_changed_cases_stand_beside_those_that_nothing_keeps(services, imports, file):
    imports.keep(imports.read(file))
    file.write_text(CONFIG.replace("Bob", "Eve"), encoding="utf-8")

    imports.keep(imports.read(file))

    assert [each.name for each in services.datasets.all()] == ["greetings", "greetings 2"]


def test_an_evaluation_is_planned_as_the_file_says(imports, file):
    evaluation = imports.plan(imports.read(file))

    assert (evaluation.name, evaluation.cases, len(evaluation.columns)) == ("greetings", 2, 2)
    assert dict(evaluation.columns[1].params) == {"temperature": 1}


def test_other_models_take_the_place_of_those_in_the_file(imports, file):
    suite = imports.read(file)

    evaluation = imports.plan(suite, models=["demo/brief"], options=EvaluationOptions(samples=2))

    assert [column.model for column in evaluation.columns] == ["demo/brief"]
    assert evaluation.samples == 2


def test_a_file_without_a_model_asks_for_one_before_anything_is_kept(services, imports, file):
    file.write_text("prompts: [x]\nproviders: [echo]\ntests: []\n", encoding="utf-8")

    with pytest.raises(InvalidInput, match="no model"):
        imports.plan(imports.read(file))

    assert contents(services) == ([], [])


def test_a_prompt_whose_template_cannot_be_read_is_a_draft_to_be_mended(services, imports, file):
    file.write_text(CONFIG.replace("{% endfor %}", ""), encoding="utf-8")

    suite = imports.read(file)
    kept = imports.keep(suite)

    assert [remark.line for remark in suite.remarks if remark.lost] == [2]
    assert kept.prompts[0].version is None
    assert kept.columns == ()


def test_a_judges_prompt_is_a_prompt_of_the_library(services, imports, file):
    more = "defaultTest: {options: {rubricPrompt: 'Judge {{ output }}'},"
    more += " assert: [{type: llm-rubric, value: kind}]}\n"
    file.write_text(CONFIG + more, encoding="utf-8")

    kept = imports.keep(imports.read(file))

    (check,) = kept.dataset.checks
    assert check.judge_prompt == "greetings/judge"
    assert services.prompts.open_path("greetings/judge").newest
    assert {column.prompt_id for column in kept.columns} == {kept.prompts[0].prompt.id}


def test_files_outside_of_the_folder_are_never_read(services, imports, file):
    (file.parents[1] / "secret.txt").write_text("secret", encoding="utf-8")
    (file.parent / "link.txt").symlink_to(file.parents[1] / "secret.txt")
    tests = (
        "tests: [{vars: {a: file://../secret.txt, b: file:///etc/passwd, c: file://link.txt}}]\n"
    )
    file.write_text(f"prompts: [x]\nproviders: [openai:x]\n{tests}", encoding="utf-8")

    suite = imports.read(file)

    assert [remark.why.rpartition(": ")[2] for remark in suite.remarks if remark.lost] == [
        "leads out of the folder", "its path is absolute", "leads out of the folder",
    ]  # fmt: skip
    assert "secret" not in repr(suite.dataset.cases[0].values)


def test_a_file_in_another_encoding_is_refused_with_its_line(imports, file):
    file.write_bytes(b"prompts: [x]\ntests:\n  - vars: {a: \xff\xfe}\n")

    with pytest.raises(FileProblem, match=r"promptfooconfig\.yaml:3"):
        imports.read(file)


def test_it_is_told_from_other_files_by_its_words(imports, file, tmp_path):
    others = {
        "version.yaml": "spec: prompt-version/1\nprompt: a/b\n",
        "x.json": "{}",
        "y.txt": CONFIG,
    }
    for name, text in others.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    assert imports.recognises(file)
    assert not any(imports.recognises(tmp_path / name) for name in (*others, "missing.yaml"))
