from __future__ import annotations

from datetime import timedelta

import pytest

from tests.builders import NOON, a_case, a_column, a_content, a_job, a_prompt, a_run, an_evaluation
from tests.fakes import MemoryEvaluations, MemoryPrompts, MemoryRuns
from tests.store.committing import kept
from workbench.domain.checks import CellScore, Score, Verdict
from workbench.domain.datasets import Dataset
from workbench.domain.errors import InvalidInput, NotFound
from workbench.domain.evaluations import Cell
from workbench.domain.prompts import Message, Role, ToolCall
from workbench.domain.review_choosing import (
    EvaluationOutputs,
    PromptOutputs,
    RunOutputs,
    Stratum,
    Which,
    sampled,
)
from workbench.domain.runs import Outcome
from workbench.services.review_choosing import ReviewChoosing
from workbench.services.review_outputs import disagree
from workbench.store.evaluations import SqliteEvaluations
from workbench.store.opening import make_workspace, open_workspace
from workbench.store.prompts import SqlitePrompts
from workbench.store.runs import SqliteRuns

PASSED, FAILED, ERROR = Verdict.PASSED, Verdict.FAILED, Verdict.ERROR
JUDGED, FAILED_JUDGED = Score(PASSED, 1.0, judgment="j1"), Score(FAILED, 0.0, judgment="j2")
CHECKED, FAILED_CHECKED = Score(PASSED, 1.0), Score(FAILED, 0.0)


class Bench:
    """An evaluation of three columns on cases; each answer is said by what it is of."""

    def __init__(self, prompts, evaluations, runs):
        self.evaluations, self.runs = evaluations, runs
        self.choosing = ReviewChoosing(evaluations, runs)
        prompts.add(a_prompt(), a_content())
        prompts.add(a_prompt("another"), a_content())
        self.digest = kept(prompts, a_content())

    def evaluated(self, *cells, versions=(1, 2, 3), cases=None, samples=1):
        """`cells`: by number, text and score; None: it failed to answer."""
        columns = tuple(a_column(version=each, digest=self.digest) for each in versions)
        many = -(-len(cells) // (len(columns) * samples))
        cases = cases or tuple(a_case(f"case {each}") for each in range(many))
        dataset = Dataset("dataset-1", "Names", cases=cases)
        evaluation = an_evaluation(dataset, columns=columns, samples=samples)
        self.evaluations.add(evaluation, dataset)
        for number, cell in enumerate(cells):
            self._record(evaluation, dataset, number, cell)
        return evaluation.id

    def _record(self, evaluation, dataset, number, cell):
        place = evaluation.place(number)
        outcome = Outcome.FINISHED if cell is not None else Outcome.FAILED
        text, score = cell or ("", None)
        column = evaluation.columns[place.column]
        self.record(
            f"run-{number}",
            text,
            outcome=outcome,
            case=dataset.cases[place.case],
            version=column.version,
            evaluation=evaluation.id,
        )
        found = Cell(number, f"run-{number}", outcome, output_start=text[:200], score=score)
        self.evaluations.record_cells(evaluation.id, [found])

    def record(self, run_id, text, outcome=Outcome.FINISHED, at=NOON, calls=(), **job):
        job = a_job(run_id, digest=self.digest, **job)
        run = a_run(run_id, job=job, outcome=outcome, text=text, created_at=at, tool_calls=calls)
        self.runs.record(run)


@pytest.fixture(params=["memory", "sqlite"])
def bench(request, tmp_path):
    if request.param == "memory":
        runs = MemoryRuns()
        yield Bench(MemoryPrompts(runs), MemoryEvaluations(runs), runs)
        return
    make_workspace(tmp_path / "workspace.db")
    workspace = open_workspace(tmp_path / "workspace.db")
    yield Bench(SqlitePrompts(workspace), SqliteEvaluations(workspace), SqliteRuns(workspace))
    workspace.close()


def scored(*scores, verdict=PASSED):
    return CellScore(verdict, 1.0, scores)


GOOD, BAD = scored(CHECKED), scored(FAILED_CHECKED, verdict=FAILED)


def cells_of(candidates):
    return [each.cells for each in candidates]


def test_all_finished_outputs_of_an_evaluation_are_chosen_by_cell(bench):
    evaluation = bench.evaluated(("a", GOOD), None, ("c", BAD))

    chosen = bench.choosing.of_evaluation(evaluation)

    assert cells_of(chosen) == [(0,), (2,)]
    assert [each.run_ids for each in chosen] == [("run-0",), ("run-2",)]
    assert {each.evaluation_id for each in chosen} == {evaluation}


def test_failed_ones_are_those_whose_checks_say_so(bench):
    unknown = scored(Score(ERROR, 0.0), verdict=ERROR)
    evaluation = bench.evaluated(("a", GOOD), ("b", BAD), ("c", unknown))

    assert cells_of(bench.choosing.of_evaluation(evaluation, which=Which.FAILED)) == [(1,)]


def test_given_cells_are_chosen_in_the_order_of_the_evaluation(bench):
    evaluation = bench.evaluated(("a", GOOD), ("b", BAD), ("c", GOOD))

    chosen = bench.choosing.of_evaluation(evaluation, which=Which.CHOSEN, numbers=(2, 0, 99))

    assert cells_of(chosen) == [(0,), (2,)]


@pytest.mark.parametrize(
    ("scores", "told"),
    [
        ((JUDGED, FAILED_JUDGED), True),
        ((JUDGED, FAILED_CHECKED), True),
        ((JUDGED, CHECKED), False),
        ((CHECKED, FAILED_CHECKED), False),
        ((JUDGED, Score(ERROR, 0.0, judgment="j3")), False),
        ((Score(FAILED, 0.5, parts=(JUDGED, FAILED_JUDGED)),), True),
        ((JUDGED, Score(FAILED, 0.5, parts=(CHECKED,))), False),
        ((), False),
    ],
)
def test_judges_disagree_with_each_other_or_with_a_check_that_asks_no_model(scores, told):
    assert disagree(scores) is told


def test_outputs_are_found_where_judges_disagree(bench):
    evaluation = bench.evaluated(
        ("a", scored(JUDGED, FAILED_JUDGED)), ("b", scored(JUDGED)), ("c", None)
    )

    assert cells_of(bench.choosing.of_evaluation(evaluation, which=Which.DISAGREEING)) == [(0,)]


def test_single_columns_are_chosen(bench):
    evaluation = bench.evaluated(*[(f"text {n}", GOOD) for n in range(6)])

    assert cells_of(bench.choosing.of_evaluation(evaluation, columns=(1,))) == [(1,), (4,)]


def test_what_has_nothing_to_judge_is_left_out_and_counted(bench):
    evaluation = bench.evaluated(("a", GOOD), ("", GOOD), (" \n", GOOD))

    found = bench.choosing.found(EvaluationOutputs(evaluation))

    assert (len(found.candidates), found.outputs, found.without_text) == (1, 3, 2)
    assert found.columns == ("v1 · demo/brief", "v2 · demo/brief", "v3 · demo/brief")


def test_an_answer_that_only_calls_a_tool_can_be_judged(bench):
    bench.record("r1", "", calls=(ToolCall("c1", "refund", "{}"),))

    assert len(bench.choosing.of_runs(["r1"])) == 1


def test_strata_are_columns_labels_or_verdicts(bench):
    cases = (a_case("Ada", labels=("north", "critical")), a_case("Bo"))
    cells = [("a", GOOD), ("b", BAD), ("c", GOOD), ("d", None)]
    evaluation = bench.evaluated(*cells, versions=(1, 2), cases=cases)
    of = bench.choosing.of_evaluation

    by_column = [each.stratum for each in of(evaluation, by=Stratum.COLUMN)]
    by_label = [each.stratum for each in of(evaluation, by=Stratum.LABEL)]
    by_verdict = [each.stratum for each in of(evaluation, by=Stratum.VERDICT)]

    v1, v2 = "v1 · demo/brief", "v2 · demo/brief"
    assert by_column == [v1, v2, v1, v2]
    assert by_label == ["critical, north", "critical, north", "no label", "no label"]
    assert by_verdict == ["passed", "failed", "passed", "not checked"]


def test_a_stratified_sample_draws_from_each_stratum(bench):
    cells = [("good", GOOD)] * 18 + [("bad", BAD)] * 3
    evaluation = bench.evaluated(*cells)
    candidates = bench.choosing.of_evaluation(evaluation, by=Stratum.VERDICT)

    drawn = sampled(candidates, 6, seed=3)

    assert {each.stratum for each in drawn} == {"passed", "failed"}
    assert drawn == sampled(candidates, 6, seed=3)


def test_pairs_are_two_columns_of_the_same_case_and_sample(bench):
    cells = [(f"text {n}", GOOD) for n in range(8)]
    evaluation = bench.evaluated(*cells, versions=(1, 2), samples=2)

    pairs = bench.choosing.of_evaluation(evaluation, pairs=True)

    assert cells_of(pairs) == [(0, 1), (2, 3), (4, 5), (6, 7)]


def test_of_more_than_two_columns_every_pair_is_made(bench):
    evaluation = bench.evaluated(*[(f"text {n}", GOOD) for n in range(3)])

    assert cells_of(bench.choosing.of_evaluation(evaluation, pairs=True)) == [
        (0, 1),
        (0, 2),
        (1, 2),
    ]
    two = bench.choosing.of_evaluation(evaluation, pairs=True, columns=(0, 2))
    assert cells_of(two) == [(0, 2)]


def test_pairs_that_say_the_same_are_left_out_or_kept(bench):
    long = "x" * 300
    cells = [("a", GOOD), ("a", GOOD), (long, GOOD), (long + "y", GOOD)]
    evaluation = bench.evaluated(*cells, versions=(1, 2))

    found = bench.choosing.found(EvaluationOutputs(evaluation), pairs=True)
    kept = bench.choosing.of_evaluation(evaluation, pairs=True, keep_identical=True)

    assert cells_of(found.candidates) == [(2, 3)]
    assert found.identical == 1
    assert cells_of(kept) == [(0, 1), (2, 3)]


def test_a_pair_of_failed_ones_needs_one_that_failed_a_pair_of_chosen_ones_both(bench):
    cells = [("a", GOOD), ("b", BAD), ("c", GOOD), ("d", GOOD)]
    evaluation = bench.evaluated(*cells, versions=(1, 2))
    of = bench.choosing.of_evaluation

    assert cells_of(of(evaluation, which=Which.FAILED, pairs=True)) == [(0, 1)]
    chosen = of(evaluation, which=Which.CHOSEN, numbers=(1, 2, 3), pairs=True)
    assert cells_of(chosen) == [(2, 3)]


def test_a_pair_without_a_second_text_is_none(bench):
    cells = [("a", GOOD), ("", GOOD), ("c", GOOD), None]
    evaluation = bench.evaluated(*cells, versions=(1, 2))

    with pytest.raises(InvalidInput, match=r"No two outputs|only one"):
        bench.choosing.of_evaluation(evaluation, pairs=True)


@pytest.mark.parametrize(
    ("cells", "how", "words"),
    [
        ([None], {}, "no finished output yet"),
        ([("", GOOD)], {}, "None of the outputs has any text"),
        ([("a", GOOD)], {"which": Which.FAILED}, "No output failed"),
        ([("a", GOOD)], {"which": Which.DISAGREEING}, "Judges disagree nowhere"),
        ([("a", GOOD)], {"which": Which.CHOSEN, "numbers": (7,)}, "None of the chosen cells"),
        ([("a", GOOD)], {"columns": (9,)}, "No output fits"),
        ([("a", GOOD)], {"pairs": True}, "two versions or models"),
        ([("a", GOOD), ("a", GOOD)], {"pairs": True}, "keep identical ones"),
    ],
)
def test_why_nothing_is_left_is_said_in_words(bench, cells, how, words):
    evaluation = bench.evaluated(*cells)

    with pytest.raises(InvalidInput, match=words):
        bench.choosing.of_evaluation(evaluation, **how)


def test_an_evaluation_that_is_not_there_is_not_found(bench):
    with pytest.raises(NotFound):
        bench.choosing.of_evaluation("nowhere")


def test_the_board_is_reviewed_run_by_run_in_its_order(bench):
    for number in range(3):
        bench.record(f"r{number}", f"text {number}", model=f"m{number}")
    bench.record("broken", "half", outcome=Outcome.BROKEN_OFF)

    chosen = bench.choosing.of_runs(["r2", "r0", "broken", "r2"], by=Stratum.COLUMN)

    assert [(each.run_ids, each.cells, each.stratum) for each in chosen] == [
        (("r2",), (), "draft · m2"),
        (("r0",), (), "draft · m0"),
    ]


def test_pairs_of_the_board_answer_the_same_inputs(bench):
    for model in ("m1", "m2"):
        for name in ("Ada", "Bo"):
            bench.record(f"{model} {name}", f"{model} to {name}", model=model, case=a_case(name))
    bench.record("turn", "more", model="m3", case=a_case("Ada"), turns=(Message(Role.USER, "go"),))

    found = bench.choosing.found(
        RunOutputs(("m1 Ada", "m1 Bo", "m2 Ada", "m2 Bo", "turn")), pairs=True
    )

    assert [each.run_ids for each in found.candidates] == [
        ("m1 Ada", "m2 Ada"),
        ("m1 Bo", "m2 Bo"),
    ]


def test_outputs_of_a_prompt_are_filtered(bench):
    bench.record("old", "refund the money", version=1, at=NOON - timedelta(days=9))
    bench.record("new", "Refund it, MONEY back", version=2, model="m2")
    bench.record("draft", "no refund")
    bench.record("typed", "refund money", live=True)
    bench.record("other", "refund money", prompt_id="prompt-another")
    prompt = "prompt-greetings/hello"

    def ids(**how):
        return {each.run_ids[0] for each in bench.choosing.of_prompt(prompt, **how)}

    assert ids() == {"old", "new", "draft"}
    assert ids(versions=(1, None)) == {"old", "draft"}
    assert ids(models=("m2",)) == {"new"}
    assert ids(since=NOON - timedelta(days=1)) == {"new", "draft"}
    assert ids(text="money refund") == {"old", "new"}
    found = bench.choosing.found(PromptOutputs(prompt, text="nothing says this"))
    assert (found.candidates, found.outputs) == ((), 3)
    with pytest.raises(InvalidInput, match="No output fits"):
        bench.choosing.of_prompt(prompt, text="nothing says this")
