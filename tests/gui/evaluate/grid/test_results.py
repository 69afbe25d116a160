from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_column, a_dataset, an_evaluation
from tests.gui.evaluate.fake_evaluation_engine import a_cell
from workbench.domain.checks import Verdict
from workbench.domain.comparisons import ChangeKind
from workbench.domain.datasets import CRITICAL, Case
from workbench.domain.evaluations import Cell
from workbench.domain.runs import Outcome
from workbench.gui.evaluate.grid.filtering import Before, Filter, Show, Sieve, change
from workbench.gui.evaluate.grid.results import Results, Sign, flaky, sign_of, together

PASSED, FAILED, ERROR = Verdict.PASSED, Verdict.FAILED, Verdict.ERROR


def two_by_three(samples=1):
    """Two columns, three cases."""
    columns = (a_column(), a_column(model="demo/detailed"))
    return an_evaluation(a_dataset("Ada", "Bo", "Cy"), columns=columns, samples=samples)


def with_verdicts(verdicts, samples=1):
    evaluation = two_by_three(samples)
    results = Results(evaluation)
    results.put([a_cell(evaluation, n, v) for n, v in enumerate(verdicts) if v != "not begun"])
    return results


def test_a_sign_tells_a_lost_cell_from_one_that_could_not_be_told():
    evaluation = two_by_three()

    assert sign_of(a_cell(evaluation, 0, None)) is Sign.LOST
    assert sign_of(a_cell(evaluation, 0, ERROR)) is Sign.UNTOLD
    assert sign_of(Cell(0, outcome=Outcome.RUNNING)) is Sign.RUNNING
    assert sign_of(Cell(0, "run", Outcome.FINISHED)) is Sign.UNJUDGED


def test_results_say_which_cases_look_different_now():
    evaluation = two_by_three()

    changed = Results(evaluation).put([a_cell(evaluation, 3, PASSED), a_cell(evaluation, 4, None)])

    assert changed == {1, 2}


def test_a_cell_that_is_told_again_is_counted_once():
    evaluation = two_by_three()
    results = Results(evaluation)

    results.put([a_cell(evaluation, 0, None), a_cell(evaluation, 1, PASSED)])
    results.put([a_cell(evaluation, 0, PASSED)])

    assert results.count(Sign.PASSED) == 2
    assert results.count(Sign.LOST) == 0
    assert results.left == 4


def test_samples_of_one_cell_are_beside_each_other_only_in_what_is_asked():
    verdicts = [PASSED, FAILED, FAILED, FAILED, PASSED, FAILED]
    results = with_verdicts(verdicts, samples=3)

    assert results.signs(0, 0) == bytes([Sign.PASSED, Sign.FAILED, Sign.PASSED])
    assert results.signs(0, 1) == bytes([Sign.FAILED] * 3)
    assert results.score(0, 0) == 2 / 3
    assert results.score(1, 0) is None


def test_an_answer_from_the_cache_is_known_to_be_one():
    evaluation = two_by_three()
    results = Results(evaluation)

    results.put([replace(a_cell(evaluation, 0, PASSED), cached=True)])

    assert results.cached(0, 0)
    assert not results.cached(0, 1)


@given(st.lists(st.sampled_from(list(Sign)), min_size=1, max_size=6))
def test_a_cell_passes_only_where_every_sample_does(signs):
    whole = together(bytes(signs))

    assert (whole is Sign.PASSED) == all(sign is Sign.PASSED for sign in signs)
    assert (whole >= Sign.PASSED) == all(sign >= Sign.PASSED for sign in signs)


def test_a_cell_is_flaky_where_some_samples_pass_and_some_fail():
    assert flaky(bytes([Sign.PASSED, Sign.FAILED]))
    assert not flaky(bytes([Sign.PASSED, Sign.LOST]))


CASES = (
    Case(name="Ada", values=(("ticket", "A red door"),), labels=(CRITICAL,)),
    Case(name="Bo", values=(("ticket", "A blue door"),), labels=("south",)),
    Case(name="Cy", expected="other", labels=("south",)),
)


def shown(results, baseline=None, **fields):
    sieve = Sieve(Filter(**fields), results, CASES, baseline or {})
    while not sieve.go_on(1):
        pass
    return sieve.found


def test_cases_are_filtered_by_how_they_went():
    results = with_verdicts([PASSED, PASSED, PASSED, FAILED, None, ERROR])

    assert shown(results, show=Show.FAILED) == [1, 2]
    assert shown(results, show=Show.ERRORS) == [2]
    assert shown(results, show=Show.DISAGREEING) == [1, 2]
    assert shown(results, show=Show.CRITICAL) == [0]


def test_cases_are_filtered_by_label_and_by_words_in_any_order():
    results = with_verdicts([PASSED] * 6)

    assert shown(results, label="south") == [1, 2]
    assert shown(results, words="DOOR blue") == [1]
    assert shown(results, words="other") == [2]
    assert shown(results, words="door", label="south") == [1]


def test_flaky_cases_are_found_in_any_column():
    results = with_verdicts([PASSED, PASSED, PASSED, FAILED], samples=2)

    assert shown(results, show=Show.FLAKY) == [0]


def test_what_changed_since_the_baseline_is_a_verdict_not_only_a_text():
    results = with_verdicts([PASSED] * 6)
    baseline = {
        (0, 1): Before(ChangeKind.FIXED, "before", 0),
        (1, 0): Before(ChangeKind.CHANGED, "before", 1),
    }

    assert shown(results, baseline, show=Show.CHANGED) == [0]
    assert change(0, 1, baseline) == "fixed"
    assert change(1, 0, baseline) == "changed"
    assert shown(results, baseline, show=Show.OTHER) == [1]
