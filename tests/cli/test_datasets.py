"""`workbench dataset`, as it is typed."""

from __future__ import annotations

import pytest

CLAUSES = "Clause,Expected,Labels,Weight\nfirst,termination,critical,3\nsecond,notice,,z\nshort\n"


@pytest.fixture
def clauses(tmp_path):
    path = tmp_path / "clauses.csv"
    path.write_text(CLAUSES, encoding="utf-8")
    return path


def test_a_file_becomes_a_dataset_and_what_is_wrong_is_told_with_its_line(workbench, clauses):
    said = workbench("dataset", "import", clauses, "--type", "Weight=number")

    assert said.status == 0
    assert said.out == "clauses has 1 case: 1 added.\n"
    assert f"{clauses}:3: Weight: 'z' is no number" in said.err
    assert f"{clauses}:4: has 1 field, the first row has 4" in said.err
    [case] = workbench("dataset", "show", "clauses", "--json").document["cases"]
    assert case["values"] == {"Clause": "first", "Weight": 3}
    assert (case["expected"], case["labels"]) == ("termination", ["critical"])


def test_a_dry_run_tells_and_writes_nothing(workbench, clauses):
    said = workbench("dataset", "import", clauses, "--dry-run", "--map", "Weight=ignored")

    assert "clauses would have 2 cases" in said.out
    assert "column 'Clause': variable Clause, text" in said.err
    names = [each["name"] for each in workbench("dataset", "list", "--json").document]
    assert "clauses" not in names


def test_nothing_to_take_is_a_wrong_use(workbench, tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text("n\nx\ny\n", encoding="utf-8")

    said = workbench("dataset", "import", path, "--type", "n=number")

    assert said.status == 2
    assert "none of its 2 rows can be taken" in said.err
    assert workbench("dataset", "import", path, "--map", "q=name").status == 2
    assert workbench("dataset", "import", path, "--map", "n=nonsense").status == 2


def test_importing_again_adds_nothing_twice_and_replacing_keeps_ids(workbench, clauses):
    workbench("dataset", "import", clauses)
    before = workbench("dataset", "show", "clauses", "--json").document
    again = workbench("dataset", "import", clauses)
    replaced = workbench("dataset", "import", clauses, "--replace")

    assert "0 added" in again.out
    assert "has the same values as a case that is there: left out" in again.err
    assert "0 added" in replaced.out
    assert workbench("dataset", "show", "clauses", "--json").document == before


def test_it_is_written_listed_and_divided(workbench, clauses, tmp_path):
    workbench("dataset", "import", clauses)
    target = tmp_path / "out.yaml"

    assert workbench("dataset", "export", "clauses", "-o", target).status == 0
    counts = workbench("dataset", "split", "clauses", "--held-out", "0.5", "--json").document
    listed = workbench("dataset", "list")

    assert "description" not in target.read_text(encoding="utf-8")
    assert counts[0] == {"label": "", "train": 1, "held_out": 1}
    assert "clauses" in listed.out
    assert workbench("dataset", "export", "clauses", "-o", tmp_path / "a.doc").status == 2


def test_an_answer_that_holds_no_variations_adds_nothing(workbench, clauses):
    workbench("dataset", "import", clauses, "--map", "Weight=name")

    said = workbench("dataset", "vary", "clauses", "--case", "3", "-m", "demo/brief", "-n", "2")

    assert said.status == 2
    assert "No variation can be taken" in said.err
    assert workbench("dataset", "accept", "clauses").status == 2


def test_accepting_all_where_none_waits_is_no_mistake(workbench, clauses):
    workbench("dataset", "import", clauses, "--map", "Weight=ignored")

    said = workbench("dataset", "accept", "clauses", "--all")

    assert said.status == 0
    assert "No case waits to be accepted." in said.err
    assert "2" in said.out
