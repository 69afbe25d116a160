"""Imports are planned before they are done; splits are stable; variations wait for a person."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_run
from workbench.domain.datasets import Case, Dataset, Split
from workbench.domain.errors import FileProblem, InvalidInput
from workbench.domain.runs import Outcome
from workbench.formats.cases import case_key
from workbench.services.dataset_imports import DatasetImports, ImportMode
from workbench.services.dataset_splitting import split_cases, split_counts
from workbench.services.variations import PATH, VariationService


def case(text, **fields):
    return Case(values=(("text", text),), **fields)


@pytest.fixture
def imports(bench):
    return DatasetImports(bench.datasets)


@pytest.fixture
def kept(bench):
    return bench.datasets.save(Dataset("", "clauses", cases=(case("a", expected="x"), case("b"))))


def read(imports, tmp_path, text, name="cases.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return imports.cases(imports.read(path))


def test_cases_with_values_that_are_there_are_told_and_left_out(imports, kept, tmp_path):
    imported = read(imports, tmp_path, "text,expected\nb,new\nc,y\nc,z\n")

    plan = imports.plan(imported, kept)

    assert (plan.added, plan.unchanged) == (1, 2)
    assert [(each.line, each.reason) for each in plan.duplicates] == [
        (2, "has the same values as a case that is there"),
        (4, "has the same values as line 3"),
    ]
    assert imports.apply(plan).cases[:2] == kept.cases


def test_replacing_keeps_the_ids_of_cases_with_the_same_values(imports, kept, tmp_path):
    imported = read(imports, tmp_path, "text,expected\na,other\nc,y\n")

    plan = imports.plan(imported, kept, ImportMode.REPLACE)

    assert (plan.added, plan.changed, plan.unchanged, plan.removed) == (1, 1, 0, 1)
    assert plan.dataset.cases[0] == replace(kept.cases[0], expected="other")
    done = imports.apply(plan)
    assert [each.id != "" for each in done.cases] == [True, True]


def test_what_cannot_be_opened_or_written_is_told(imports, kept, tmp_path):
    with pytest.raises(FileProblem, match="No such file"):
        imports.read(tmp_path / "none.csv")
    with pytest.raises(InvalidInput, match="known endings"):
        imports.export(kept.id, tmp_path / "a.docx")
    with pytest.raises(FileProblem):
        imports.export(kept.id, tmp_path / "no" / "a.csv")


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "yaml"])
def test_what_is_exported_is_imported_again_as_it_was(imports, kept, tmp_path, suffix):
    path = tmp_path / f"a.{suffix}"
    imports.export(kept.id, path)

    plan = imports.plan(imports.cases(imports.read(path)), kept, ImportMode.REPLACE)

    assert plan.dataset == kept


LABELLED = st.lists(
    st.tuples(st.integers(0, 300), st.sampled_from([(), ("a",), ("b",), ("a", "b")])), max_size=60
).map(lambda pairs: [case(str(n), id=str(i), labels=labels) for i, (n, labels) in enumerate(pairs)])


@given(LABELLED, st.floats(0, 1), st.integers(0, 3))
def test_a_split_gives_every_case_a_side_whatever_their_order(cases, share, seed):
    one = {c.id: c.split for c in split_cases(cases, share, seed=seed)}
    firsts = {case_key(c): c.labels for c in reversed(cases)}
    other = {c.id: c.split for c in split_cases(cases[::-1], share, seed=seed)}

    assert Split.NONE not in one.values()
    if len(firsts) == len(cases):
        assert one == other
        assert abs(sum(s is Split.HELD_OUT for s in one.values()) - share * len(cases)) <= 0.5001


@given(LABELLED, LABELLED, st.floats(0, 1))
def test_cases_that_are_added_move_no_others(cases, more, share):
    divided = split_cases(cases, share)
    added = [replace(each, id=f"new-{each.id}") for each in more]

    again = split_cases([*divided, *added], share)

    assert again[: len(divided)] == divided


def test_a_variation_is_on_the_side_of_its_case():
    cases = [case(str(n), id=str(n)) for n in range(20)]
    varied = [case(f"v{n}", id=f"v{n}", variation_of=str(n)) for n in range(20)]

    sides = {each.id: each.split for each in split_cases([*cases, *varied], 0.5)}

    assert all(sides[f"v{n}"] is sides[str(n)] for n in range(20))


def test_each_label_is_divided_in_the_proportion():
    cases = [case(str(n), labels=("a",) if n < 20 else ("b",)) for n in range(30)]

    counts = {each.label: each for each in split_counts(split_cases(cases, 0.3))}

    assert (counts["a"].held_out, counts["b"].held_out, counts[""].train) == (6, 3, 21)


def test_edits_keep_what_came_in_elsewhere(bench, kept):
    bench.datasets.save(replace(kept, cases=(*kept.cases, case("new")), name="renamed"))
    edited = replace(kept, cases=(replace(kept.cases[0], notes="mine"),))

    merged = bench.datasets.save_edited(kept, edited)

    assert merged.name == "renamed"
    assert [each.values[0][1] for each in merged.cases] == ["a", "new"]
    assert merged.cases[0].notes == "mine"


@pytest.fixture
def variations(bench):
    return VariationService(bench.datasets, bench.prompts, bench.runs)


def answer(*cases):
    return json.dumps(
        {
            "cases": [
                {"name": name, "values": [{"variable": v, "value": t} for v, t in values.items()]}
                for name, values in cases
            ]
        }
    )


def test_variations_are_asked_for_by_a_prompt_of_the_library(bench, variations, kept):
    job = variations.plan(kept.id, kept.cases[0].id, "demo/brief", 3)
    again = variations.plan(kept.id, kept.cases[0].id, "demo/brief", 3)

    assert bench.prompts.open_path(PATH).prompt.id == job.prompt_id == again.prompt_id
    assert dict(job.case.values)["count"] == 3
    assert dict(job.case.values)["expected"] == "x"
    with pytest.raises(InvalidInput):
        variations.plan(kept.id, kept.cases[0].id, "demo/brief", 0)


def test_variations_stand_behind_their_case_and_do_not_count_yet(variations, kept):
    source = kept.cases[0]
    run = a_run(text=answer(("shorter", {"text": "A"}), ("same", {"text": "b"})))

    made = variations.add(kept.id, source.id, run)

    [new] = made.added
    assert made.dataset.cases[1] == new
    assert (new.variation_of, new.accepted, new.expected) == (source.id, False, "x")
    assert not new.counts
    assert "a case with these values is there" in made.refused[0]


@pytest.mark.parametrize(
    "text",
    [
        "I would rather not.",
        '{"cases": []}',
        '{"cases": [{"name": "x", "values": []}]}',
        '{"cases": [{"name": "x", "values": [{"variable": "other", "value": "y"}]}]}',
        '{"cases": [{"name": "x"}], "more": 1}',
    ],
)
def test_an_answer_that_is_not_exactly_as_asked_adds_nothing(bench, variations, kept, text):
    with pytest.raises(InvalidInput):
        variations.add(kept.id, kept.cases[0].id, a_run(text=text))

    assert bench.datasets.dataset(kept.id) == kept


def test_a_run_that_failed_has_no_variations(variations, kept):
    with pytest.raises(InvalidInput):
        variations.add(kept.id, kept.cases[0].id, a_run(outcome=Outcome.FAILED))


def test_values_that_are_no_text_keep_their_type(bench, variations):
    source = Case(id="s", values=(("n", 3), ("on", True), ("list", (1,))))
    dataset = bench.datasets.save(Dataset("", "d", cases=(source,)))
    good = ("good", {"n": "4.5", "on": "false", "list": "[2]"})
    bad = ("bad", {"n": '"four"', "on": "false", "list": "[2]"})

    made = variations.add(dataset.id, "s", a_run(text=answer(good, bad)))

    assert made.added[0].values == (("n", 4.5), ("on", False), ("list", (2,)))
    assert "n is of another type" in made.refused[0]


def test_generated_cases_are_accepted_or_dropped(bench, variations, kept):
    texts = answer(("one", {"text": "1"}), ("two", {"text": "2"}))
    made = variations.add(kept.id, kept.cases[0].id, a_run(text=texts))
    first, second = (each.id for each in made.added)

    bench.datasets.accept(kept.id, [first])
    left = bench.datasets.reject(kept.id, [second, kept.cases[0].id])

    assert [each.values[0][1] for each in left.cases] == ["a", "1", "b"]
    assert all(each.counts for each in left.cases)
