from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.builders import NOON, a_case, a_column, a_job, a_run
from tests.fakes import MemoryEvaluations, MemoryRuns
from tests.services.evaluated import V7, V8, evaluated, named
from workbench.domain.checks import CellScore, Check, Verdict
from workbench.domain.comparisons import ChangeKind, ColumnOf, Finding
from workbench.domain.errors import NotFound
from workbench.domain.evaluations import OUTPUT_START
from workbench.services.comparing import ComparisonService

CRITICAL = a_case("loud", labels=("critical", "long"))


@pytest.fixture
def runs():
    return MemoryRuns()


@pytest.fixture
def store(runs):
    return MemoryEvaluations(runs)


@pytest.fixture
def comparing(store):
    return ComparisonService(store, lambda prompt_id: prompt_id.removeprefix("prompt-"))


def test_each_column_is_summed_up(store, comparing):
    evaluated(store, [V7, V8], "ppfe", "pppw", cases=(CRITICAL, *map(a_case, "abc")))

    old, new = comparing.summaries("evaluation-1")

    assert (old.cells, old.errors, old.pass_rate.value) == (4, 1, 0.5)
    assert (new.cells, new.pass_rate.value, new.pass_rate.n) == (3, 1.0, 3)
    assert [each.label for each in old.slices] == ["critical", "long"]
    assert old.cost_usd == Decimal("0.004")


def test_named_metrics_are_read_where_a_check_has_one(store, comparing):
    check = Check("assert-set", checks=(Check("contains", metric="tone"),))
    fields = {(0, 0, 0): {"score": named(1, tone=0.5)}, (0, 1, 0): {"score": named(1, tone=1.0)}}
    evaluated(store, [V7], "ppf", checks=(check,), fields=fields)

    [column] = comparing.summaries("evaluation-1")

    [(name, measure)] = column.metrics
    assert (name, measure.value, measure.n) == ("tone", 0.75, 2)


def test_metrics_of_several_samples_are_one_mean_for_each_case(store, comparing):
    scores = [{"score": named(1, tone=tone)} for tone in (0.0, 1.0, 1.0, 1.0)]
    fields = {(0, index // 2, index % 2): each for index, each in enumerate(scores)}
    own = (a_case("a", checks=(Check("contains", metric="tone"),)), a_case("b"))
    evaluated(store, [V7], "pppp", cases=own, samples=2, fields=fields)

    [column] = comparing.summaries("evaluation-1")

    assert column.metrics[0][1].value == 0.75


def test_two_columns_of_one_evaluation_are_paired_by_case(store, comparing):
    evaluated(store, [V7, V8], "f" * 20 + "p" * 5, "p" * 20 + "f" * 5)

    comparison = comparing.compare(("evaluation-1", 0), ("evaluation-1", 1))

    assert comparison.finding is Finding.BETTER
    assert (comparison.better, comparison.worse, comparison.paired) == (20, 5, 25)
    assert comparison.sentence.startswith("v8 is better than v7 on 20 of 25 cases, worse on 5:")
    assert comparison.between == (ColumnOf("evaluation-1", 0), ColumnOf("evaluation-1", 1))
    assert comparison.notes == ()


def test_past_evaluations_share_the_cases_with_the_same_values(store, comparing):
    before = tuple(map(a_case, "abcdefgh"))
    after = (*map(a_case, "hgfedcb"), a_case("new"), a_case("newer"))
    evaluated(store, [V7], "pppppppp", cases=before, id="old", name="May")
    other = a_column(version=8, model="demo/long", params=(("temperature", 1),))
    evaluated(store, [other], "fffffffpp", cases=after, id="new", name="June", checks=(Check("x"),))

    comparison = comparing.compare(("old", 0), ("new", 0))

    assert (comparison.paired, comparison.worse) == (7, 7)
    assert comparison.baseline == "v7 on demo/brief"
    assert comparison.notes == (
        "7 cases are shared; 1 only in May, 2 only in June.",
        "They were scored by different checks.",
        "The models differ: demo/brief and demo/long.",
        "The models' parameters differ.",
    )


def test_cases_with_the_same_values_are_paired_one_by_one(store, comparing):
    twice = (a_case("a"), a_case("a", id="again"))
    evaluated(store, [V7], "pf", cases=(*twice, a_case("b"))[:2], id="old")
    evaluated(store, [V8], "fpf", cases=(a_case("b"), *twice), id="new")

    comparison = comparing.compare(("old", 0), ("new", 0))

    assert (comparison.paired, comparison.better, comparison.worse) == (2, 0, 0)


def test_evaluations_without_a_shared_case_say_so(store, comparing):
    evaluated(store, [V7], "p", cases=(a_case("a"),), id="old")
    evaluated(store, [V8], "p", cases=(a_case("b"),), id="new")

    comparison = comparing.compare(("old", 0), ("new", 0))

    assert comparison.finding is Finding.CANNOT_TELL
    assert "cannot be compared" in comparison.sentence
    assert comparing.changes(("old", 0), ("new", 0)) == []


def test_different_numbers_of_samples_are_compared_by_their_shares_and_told(store, comparing):
    evaluated(store, [V7], "pf", id="old")
    evaluated(store, [V8], "ppfppp", samples=3, id="new")

    comparison = comparing.compare(("old", 0), ("new", 0))

    assert (comparison.better, comparison.worse) == (1, 1)
    assert "The samples of each case differ: 1 and 3." in comparison.notes


def test_cases_that_wait_are_told(store, comparing):
    evaluated(store, [V7, V8], "ppp", "pww")

    assert comparing.unshared(("evaluation-1", 0), ("evaluation-1", 1)) == (
        "2 cases are not over yet on both sides.",
    )


@pytest.mark.parametrize(
    ("letters", "silent"),
    [(("p" * 20, "e" * 20), "v8"), (("e" * 20, "p" * 20), "v7"), (("e", "e"), "v7 and v8")],
)
@pytest.mark.parametrize("what", ["pass rate", "score"])
def test_a_model_that_gave_no_answer_is_neither_worse_nor_better(
    store, comparing, letters, silent, what
):
    evaluated(store, [V7, V8], *letters)

    comparison = comparing.compare(("evaluation-1", 0), ("evaluation-1", 1), what)

    assert comparison.finding is Finding.CANNOT_TELL
    assert comparison.sentence == f"Can't be compared: {silent} gave no answer."
    assert comparison.more_cases is None


def test_answers_that_are_missing_are_told_of_each_side(store, comparing):
    evaluated(store, [V7, V8], "pppe", "peee")

    comparison = comparing.compare(("evaluation-1", 0), ("evaluation-1", 1))

    assert comparison.notes == ("4 answers are missing and count as failed: 1 of v7, 3 of v8.",)


def test_an_answer_that_could_not_be_judged_is_not_missing(store, comparing):
    unclear = {(1, case, 0): {"score": CellScore(Verdict.ERROR, 0.0)} for case in range(3)}
    evaluated(store, [V7, V8], "ppp", "ppp", fields=unclear)

    comparison = comparing.compare(("evaluation-1", 0), ("evaluation-1", 1))

    assert (comparison.paired, comparison.notes) == (3, ())


def test_a_column_that_is_not_there_is_said(store, comparing):
    evaluated(store, [V7], "p")

    with pytest.raises(NotFound, match="no column 3"):
        comparing.compare(("evaluation-1", 0), ("evaluation-1", 2))


def test_costs_are_those_of_asking_anew_and_unknown_ones_are_left_out(store, runs, comparing):
    runs.record(a_run(job=a_job("kept"), cost_usd=Decimal("0.5")))
    fields = {
        (1, 0, 0): {"cached": True, "cost_usd": None, "run_id": "kept"},
        (1, 1, 0): {"cost_usd": None},
    }
    evaluated(store, [V7, V8], "ppp", "ppp", fields=fields)

    comparison = comparing.compare(("evaluation-1", 0), ("evaluation-1", 1), "cost")

    assert (comparison.paired, comparison.worse) == (2, 1)


@pytest.mark.parametrize("what", ["score", "latency", "tone"])
def test_columns_are_compared_by_other_figures_as_well(store, comparing, what):
    fields = {
        (column, case, 0): {
            "score": named(0.5 + column / 4, tone=0.5 + column / 4),
            "latency": 2.0 - column,
        }
        for column in (0, 1)
        for case in range(12)
    }
    checks = (Check("contains", metric="tone"),)
    evaluated(store, [V7, V8], "p" * 12, "p" * 12, fields=fields, checks=checks)

    comparison = comparing.compare(("evaluation-1", 0), ("evaluation-1", 1), what)

    assert (comparison.what, comparison.finding) == (what, Finding.BETTER)


def test_slices_are_compared_one_by_one_with_a_correction(store, comparing):
    cases = tuple(
        a_case(str(index), labels=("long",) if index < 8 else ("short",)) for index in range(16)
    )
    evaluated(store, [V7, V8], "f" * 8 + "p" * 8, "p" * 16, cases=cases)

    long, short = comparing.by_slice(("evaluation-1", 0), ("evaluation-1", 1))

    assert (long.label, long.finding, short.finding) == (
        "long",
        Finding.BETTER,
        Finding.CANNOT_TELL,
    )
    assert long.adjusted_p == pytest.approx(2 * long.p_value)
    assert long.sentence.startswith("Cases labelled long: v8 is better")


def test_the_strip_holds_the_newest_version_against_the_older_on_each_model(store, comparing):
    columns = [
        a_column(version=version, model=model)
        for model in ("one", "two")
        for version in (None, 6, 7)
    ]
    evaluated(store, columns, *["pf"] * 6)

    told = comparing.strip(evaluation_id="evaluation-1")

    assert [(each.baseline, each.candidate) for each in told] == [
        ("v7", "the draft"),
        ("v6", "the draft"),
        ("v7", "the draft"),
        ("v6", "the draft"),
    ]
    assert [each.between[0].column for each in told] == [2, 1, 5, 4]


def test_with_one_version_the_strip_holds_it_against_the_pinned_baseline(store, comparing):
    both = [V7, a_column(version=7, model="other")]
    evaluated(store, both, "pp", "pp", id="pinned", name="May")
    evaluated(store, [V8, a_column(version=8, model="new")], "pp", "pp", id="now", name="June")
    store.set_baseline(V7.prompt_id, "pinned")

    [only] = comparing.strip(evaluation_id="now")

    assert only.between == (ColumnOf("pinned", 0), ColumnOf("now", 0))
    assert comparing.against_baseline("now", V7.prompt_id) == [only]


def test_with_nothing_pinned_the_strip_holds_the_models_against_the_first(store, comparing):
    evaluated(store, [V7, a_column(version=7, model="other")], "pp", "pp")

    [only] = comparing.strip(evaluation_id="evaluation-1")

    assert (only.baseline, only.candidate) == ("v7 on demo/brief", "v7 on other")


def test_one_column_alone_has_nothing_to_be_held_against(store, comparing):
    evaluated(store, [V7], "pp")
    store.set_baseline(V7.prompt_id, "evaluation-1")

    assert comparing.strip(evaluation_id="evaluation-1") == []
    assert comparing.against_baseline("evaluation-1", V7.prompt_id) == []


def test_the_partner_of_a_column_has_its_model_and_best_its_prompt(store, comparing):
    other_prompt = a_column(prompt_id="prompt-b", version=9)
    evaluated(store, [V7, other_prompt, a_column(model="x")], "p", "p", "p", id="old")
    evaluated(store, [V8, a_column(model="y")], "p", "p", id="new")

    assert comparing.alike("old", "new") == [(ColumnOf("old", 0), ColumnOf("new", 0))]


@pytest.mark.parametrize(
    ("one", "other", "others", "names"),
    [
        (V7, a_column(version=8, label="mine"), {}, ("v7", "mine")),
        (V7, a_column(prompt_id="prompt-b/c", version=7), {}, ("greetings/hello v7", "b/c v7")),
        (V7, V7, {"name": "June"}, ("v7 of First", "v7 of June")),
        (V7, V7, {}, ("the first v7", "the second v7")),
    ],
)
def test_two_columns_have_names_that_tell_them_apart(store, comparing, one, other, others, names):
    evaluated(store, [one], "p", id="old")
    evaluated(store, [other], "p", id="new", created_at=NOON + timedelta(days=1), **others)

    comparison = comparing.compare(("old", 0), ("new", 0))

    assert (comparison.baseline, comparison.candidate) == names


def test_columns_that_differ_in_parameters_only_are_told_by_their_place(store, comparing):
    evaluated(store, [V7, a_column(version=7, params=(("seed", 1),))], "p", "p")

    comparison = comparing.compare(("evaluation-1", 0), ("evaluation-1", 1))

    assert comparison.candidate == "v7 in column 2"


def test_a_prompt_that_is_gone_is_still_compared(store):
    def gone(prompt_id):
        raise NotFound("gone")

    evaluated(store, [V7, a_column(prompt_id="prompt-b", version=7)], "p", "p")

    comparison = ComparisonService(store, gone).compare(("evaluation-1", 0), ("evaluation-1", 1))

    assert comparison.baseline == "a removed prompt v7 in column 1"


def test_changes_are_told_with_the_biggest_first(store, comparing):
    cases = (a_case("same"), a_case("fixed"), a_case("broken"), CRITICAL, a_case("moved"))
    fields = {(1, 4, 0): {"output_start": "other"}}
    evaluated(store, [V7, V8], "pfppp", "ppffp", cases=cases, fields=fields)

    told = comparing.changes(("evaluation-1", 0), ("evaluation-1", 1))

    assert [(each.kind, each.case) for each in told] == [
        (ChangeKind.BROKEN, "loud"),
        (ChangeKind.BROKEN, "broken"),
        (ChangeKind.FIXED, "fixed"),
        (ChangeKind.CHANGED, "moved"),
        (ChangeKind.SAME, "same"),
    ]
    assert (told[0].critical, told[0].baseline, told[0].candidate) == (True, (6,), (7,))


def test_a_case_some_of_whose_samples_fail_is_flaky(store, comparing):
    evaluated(store, [V7, V8], "ppff", "pffp", samples=2)

    told = comparing.changes(("evaluation-1", 0), ("evaluation-1", 1))

    assert {each.kind for each in told} == {ChangeKind.FLAKY}
    assert told[0].size == pytest.approx(2 * 0.5 + 0.375)


def test_long_outputs_that_begin_alike_are_read(store, runs, comparing):
    start = "x" * OUTPUT_START
    texts = {"a": start + "1", "b": start + "2", "c": start + "1"}
    for name, text in texts.items():
        runs.record(a_run(job=a_job(name), text=text))
    rows = [("a", "b"), ("a", "c"), ("b", "b"), ("a", "lost")]
    fields = {
        (column, case, 0): {"output_start": start, "run_id": rows[case][column]}
        for column in (0, 1)
        for case in range(4)
    }
    evaluated(store, [V7, V8], "pppp", "pppp", fields=fields)

    told = comparing.changes(("evaluation-1", 0), ("evaluation-1", 1))

    kinds = {each.case: each.kind for each in told}
    assert kinds == {
        "case 0": ChangeKind.CHANGED,
        "case 1": ChangeKind.SAME,
        "case 2": ChangeKind.SAME,
        "case 3": ChangeKind.SAME,
    }
