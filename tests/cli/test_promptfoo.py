from __future__ import annotations

import pytest

from workbench.cli.exit_codes import DONE, WRONG_USE

CONFIG = """\
description: Greetings
prompts: ['Greet {{ name }}']
providers: [openai:gpt-4o-mini, echo]
tests:
  - {vars: {name: Ada}, assert: [{type: contains, value: Ada}, {type: not-empty}]}
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "promptfooconfig.yaml"
    path.write_text(CONFIG, encoding="utf-8")
    return path


def test_a_dry_run_says_line_by_line_what_is_left_and_writes_nothing(workbench, file):
    said = workbench("--empty", "import", file, "--dry-run")

    assert said.status == DONE
    assert "promptfooconfig.yaml:3: echo: " in said.err
    assert "promptfooconfig.yaml:5: not-empty: promptfoo has no kind" in said.err
    assert "Nothing was written." in said.out
    assert workbench("list", "--json").document == []


def test_a_configuration_is_imported_and_goes_back(workbench, file, tmp_path):
    imported = workbench("--empty", "import", file, "--json").document[0]
    path = imported["prompts"][0]["path"]
    back = tmp_path / "back.yaml"

    exported = workbench(
        "export", path, "--format", "promptfoo", "-d", "Greetings", "-m", "openai/x", "-o", back
    )
    again = workbench("import", back, "--dry-run", "--json").document[0]

    assert (imported["written"], imported["whole"], imported["cases"]) == (True, False, 1)
    assert exported.status == DONE
    assert (again["whole"], again["cases"], again["models"]) == (True, 1, ["openai/x"])


def test_a_dry_run_is_only_for_configurations(workbench, tmp_path):
    other = tmp_path / "version.yaml"
    other.write_text("a: 1\n", encoding="utf-8")

    assert workbench("import", other, "--dry-run").status == WRONG_USE


def test_a_broken_configuration_is_refused_with_its_line(workbench, file):
    file.write_text(CONFIG + "tests: []\n", encoding="utf-8")

    said = workbench("--empty", "import", file)

    assert said.status == WRONG_USE
    assert "promptfooconfig.yaml:6" in said.err
    assert workbench("list", "--json").document == []
