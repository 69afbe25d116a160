from __future__ import annotations

from decimal import Decimal

import pytest

from tests.builders import a_case, a_column
from tests.fakes import MemoryEvaluations
from tests.services.evaluated import V7, V8, evaluated, named
from workbench.domain.checks import Check
from workbench.domain.errors import FileProblem, InvalidInput
from workbench.domain.gates import Gate
from workbench.services.comparing import ComparisonService
from workbench.services.gates import GateService

LOUD = a_case("loud", labels=("critical",))


@pytest.fixture
def store():
    return MemoryEvaluations()


@pytest.fixture
def gates(store):
    return GateService(store, ComparisonService(store))


def only(gates, gate, **fields):
    """The single condition of the single column."""
    [report] = gates.judge("evaluation-1", gate, **fields)
    [condition] = report.conditions
    assert report.holds == condition.holds
    return condition


def test_a_gate_has_a_report_for_each_column_and_holds_where_every_condition_does(store, gates):
    evaluated(store, [V7, a_column(label="mine")], "ppp", "ppf")

    old, mine = gates.judge("evaluation-1", Gate(pass_rate=0.9, min_cases=3))

    assert (old.column, old.label, old.holds) == (0, "v7 on demo/brief", True)
    assert (mine.column, mine.label, mine.holds) == (1, "mine", False)
    assert [each.name for each in mine.conditions] == ["pass_rate", "min_cases"]


@pytest.mark.parametrize(
    ("letters", "holds"), [("p" * 54 + "f" * 6, True), ("p" * 53 + "f" * 7, False)]
)
def test_a_pass_rate_is_reached_or_not(store, gates, letters, holds):
    evaluated(store, [V7], letters)

    condition = only(gates, Gate(pass_rate=0.9))

    assert condition.holds is holds
    assert condition.words.startswith("The pass rate must be at least 90 %: ")
    assert len(condition.cases) == letters.count("f")


@pytest.mark.parametrize(
    "gate",
    [
        Gate(pass_rate=0.9),
        Gate(score=0.5),
        Gate(no_critical_failures=True),
        Gate(slices=(("critical", 0.5),)),
    ],
)
def test_where_nothing_was_checked_nothing_of_what_checks_say_holds(store, gates, gate):
    evaluated(store, [V7], "ppp", cases=(LOUD, a_case("b"), a_case("c")), checks=())

    condition = only(gates, gate)

    assert not condition.holds
    assert "Nothing was checked" in condition.words


def test_a_check_of_one_case_is_a_check(store, gates):
    cases = (a_case("a", checks=(Check("contains", value="x"),)), a_case("b"))
    evaluated(store, [V7], "pp", cases=cases, checks=())

    assert only(gates, Gate(pass_rate=0.9)).holds


@pytest.mark.parametrize(("letters", "holds"), [("p" * 59 + "f", True), ("p" * 57 + "fff", False)])
def test_a_pass_rate_with_confidence_is_that_of_the_lower_end(store, gates, letters, holds):
    evaluated(store, [V7], letters)

    condition = only(gates, Gate(pass_rate=0.9, confidence=0.95))

    assert condition.holds is holds
    assert "with 95 % confidence" in condition.words
    if not holds:
        assert condition.words.endswith(
            "57 of 60 pass (95 %), which makes it 95 % sure that the rate is above 88.1 %."
        )


def test_samples_are_told_apart_from_cases(store, gates):
    evaluated(store, [V7], "pppfff", samples=2)

    condition = only(gates, Gate(pass_rate=0.9))

    assert "1 of 3 pass and 1 in some samples (50 %)" in condition.words


@pytest.mark.parametrize(("least", "holds"), [(0.6, True), (0.7, False)])
def test_a_mean_score_is_reached_or_not(store, gates, least, holds):
    evaluated(store, [V7], "pf")

    condition = only(gates, Gate(score=least))

    assert (condition.holds, condition.cases) == (holds, ("case 1",))


@pytest.mark.parametrize(("least", "holds"), [(0.75, True), (0.8, False)])
def test_a_named_metric_is_reached_or_not(store, gates, least, holds):
    fields = {(0, i, 0): {"score": named(1, tone=tone)} for i, tone in enumerate((0.5, 1.0))}
    evaluated(store, [V7], "pp", fields=fields, checks=(Check("contains", metric="tone"),))

    condition = only(gates, Gate(metrics=(("tone", least),)))

    assert (condition.holds, condition.cases) == (holds, ("case 0",))


def test_a_metric_that_no_check_has_does_not_hold(store, gates):
    evaluated(store, [V7], "p")

    condition = only(gates, Gate(metrics=(("tone", 0.1),)))

    assert not condition.holds
    assert "no check counts under that name" in condition.words


@pytest.mark.parametrize(("letters", "holds"), [("pppf", True), ("pfpp", False), ("epff", False)])
def test_no_sample_of_a_critical_case_may_fail(store, gates, letters, holds):
    evaluated(store, [V7], letters, cases=(LOUD, a_case("quiet")), samples=2)

    condition = only(gates, Gate(no_critical_failures=True))

    assert (condition.holds, condition.cases) == (holds, () if holds else ("loud",))


def test_without_a_critical_case_it_says_so(store, gates):
    evaluated(store, [V7], "f")

    condition = only(gates, Gate(no_critical_failures=True))

    assert condition.holds
    assert "no case is labelled so" in condition.words


@pytest.mark.parametrize(
    ("before", "after", "holds"),
    [
        ("p" * 20, "f" * 10 + "p" * 10, False),
        ("p" * 20, "f" * 3 + "p" * 17, True),
        ("f" * 20, "p" * 20, True),
    ],
)
def test_a_regression_is_what_a_comparison_finds(store, gates, before, after, holds):
    evaluated(store, [V7], before, id="pinned")
    evaluated(store, [V8], after)
    store.set_baseline(V7.prompt_id, "pinned")

    condition = only(gates, Gate(no_regression=True))

    assert condition.holds is holds
    assert len(condition.cases) == sum(
        one == "p" and other == "f" for one, other in zip(before, after, strict=True)
    )
    sentence = ComparisonService(store).compare(("pinned", 0), ("evaluation-1", 0)).sentence
    assert condition.words.endswith(sentence)


@pytest.mark.parametrize(("after", "holds"), [("ffpppppppp", True), ("fffppppppp", False)])
def test_a_drop_counts_whether_chance_explains_it_or_not(store, gates, after, holds):
    evaluated(store, [V7], "p" * 10, id="pinned")
    evaluated(store, [V8], after)

    condition = only(gates, Gate(max_drop=0.2), baseline_id="pinned")

    assert condition.holds is holds
    points = after.count("f") * 10
    assert f"on 10 shared cases it is {points} points below it" in condition.words
    assert condition.cases == tuple(f"case {index}" for index in range(after.count("f")))


def test_a_rise_is_no_drop(store, gates):
    evaluated(store, [V7], "f" + "p" * 9, id="pinned")
    evaluated(store, [V8], "p" * 10)
    evaluated(store, [V8], "f" + "p" * 9, id="same")

    condition = only(gates, Gate(max_drop=0), baseline_id="pinned")
    [same] = gates.judge("same", Gate(max_drop=0), baseline_id="pinned")

    assert condition.holds
    assert condition.words.endswith("it is 10 points above it.")
    assert same.conditions[0].words.endswith("it is the same.")


@pytest.mark.parametrize("gate", [Gate(no_regression=True), Gate(max_drop=0.1)])
def test_without_a_baseline_a_column_cannot_be_held_against_it(store, gates, gate):
    evaluated(store, [a_column(model="other")], "p", id="other", name="May")
    evaluated(store, [V8], "p")

    nothing = only(gates, gate)
    no_partner = only(gates, gate, baseline_id="other")

    assert (nothing.holds, no_partner.holds) == (False, False)
    assert nothing.words.endswith("no evaluation is pinned as the baseline.")
    assert no_partner.words.endswith("the baseline May has no demo/brief.")


def test_each_column_is_held_against_that_of_its_model(store, gates):
    both = [V7, a_column(version=7, model="other")]
    evaluated(store, both, "p" * 10, "f" * 10, id="pinned")
    evaluated(store, both, "f" * 10, "p" * 10)
    store.set_baseline(V7.prompt_id, "pinned")

    reports = gates.judge("evaluation-1", Gate(no_regression=True))

    assert [report.holds for report in reports] == [False, True]


@pytest.mark.parametrize("gate", [Gate(no_regression=True), Gate(max_drop=0.1)])
def test_without_a_shared_case_nothing_holds(store, gates, gate):
    evaluated(store, [V7], "p", cases=(a_case("a"),), id="pinned")
    evaluated(store, [V8], "p", cases=(a_case("b"),))

    assert not only(gates, gate, baseline_id="pinned").holds


@pytest.mark.parametrize("gate", [Gate(no_regression=True), Gate(max_drop=0.1)])
def test_the_baseline_itself_is_not_worse_than_itself(store, gates, gate):
    evaluated(store, [V8], "pf")
    store.set_baseline(V8.prompt_id, "evaluation-1")

    condition = only(gates, gate)

    assert condition.holds
    assert condition.words.endswith("this evaluation is the baseline itself.")


@pytest.mark.parametrize(("seconds", "holds"), [(1.0, True), (0.9, False)])
def test_the_time_of_95_of_100_answers_is_within_its_limit_or_not(store, gates, seconds, holds):
    evaluated(store, [V7], "pp")

    condition = only(gates, Gate(latency_p95=seconds))

    assert (condition.holds, len(condition.cases)) == (holds, 0 if holds else 2)


@pytest.mark.parametrize(("dollars", "holds"), [("0.001", True), ("0.0009", False)])
def test_the_mean_cost_is_within_its_limit_or_not(store, gates, dollars, holds):
    evaluated(store, [V7], "pp")

    condition = only(gates, Gate(cost_per_run_usd=Decimal(dollars)))

    assert (condition.holds, len(condition.cases)) == (holds, 0 if holds else 2)


@pytest.mark.parametrize("gate", [Gate(cost_per_run_usd=Decimal(1)), Gate(latency_p95=9)])
def test_what_is_not_known_does_not_hold(store, gates, gate):
    evaluated(store, [V7], "p", fields={(0, 0, 0): {"cost_usd": None, "latency": None}})

    condition = only(gates, gate)

    assert not condition.holds
    assert "is known." in condition.words


@pytest.mark.parametrize(("most", "holds"), [(1, True), (0, False)])
def test_errors_are_within_their_limit_or_not(store, gates, most, holds):
    evaluated(store, [V7], "pef")

    condition = only(gates, Gate(max_errors=most))

    assert (condition.holds, condition.cases) == (holds, ("case 1",))


@pytest.mark.parametrize(("least", "holds"), [(3, True), (4, False)])
def test_cases_are_enough_or_not(store, gates, least, holds):
    evaluated(store, [V7], "pef")

    assert only(gates, Gate(min_cases=least)).holds is holds


@pytest.mark.parametrize(("least", "holds"), [(0.5, True), (0.6, False)])
def test_a_slice_is_reached_or_not(store, gates, least, holds):
    cases = (a_case("a", labels=("long",)), a_case("b", labels=("long",)), a_case("c"))
    evaluated(store, [V7], "pff", cases=cases)

    condition = only(gates, Gate(slices=(("long", least),)))

    assert (condition.holds, condition.cases) == (holds, ("b",))


def test_a_slice_without_a_case_does_not_hold(store, gates):
    evaluated(store, [V7], "p")

    assert not only(gates, Gate(slices=(("long", 0.0),))).holds


def test_nothing_holds_before_everything_is_over(store, gates):
    evaluated(store, [V7], "ppwppp", samples=2)

    [report] = gates.judge("evaluation-1", Gate(pass_rate=0.5))

    assert not report.holds
    unfinished, rate = report.conditions
    assert (unfinished.name, unfinished.cases, rate.holds) == ("finished", ("case 1",), True)
    assert "1 of 6 outputs are not there yet" in unfinished.words


def test_a_gate_is_kept_in_a_file_beside_the_prompt(gates, tmp_path):
    gate = Gate(pass_rate=0.9, confidence=0.95, slices=(("refunds: all", 0.5),))
    path = tmp_path / "triage.gate.yaml"

    gates.write_gate_file(path, gate)

    assert gates.read_gate_file(path) == gate
    assert path.read_text(encoding="utf-8").startswith("# What must hold")


def test_a_gate_file_that_cannot_be_read_or_written_is_said(gates, tmp_path):
    with pytest.raises(FileProblem, match=r"missing\.yaml"):
        gates.read_gate_file(tmp_path / "missing.yaml")
    with pytest.raises(FileProblem, match="nowhere"):
        gates.write_gate_file(tmp_path / "nowhere" / "gate.yaml", Gate(min_cases=1))
    with pytest.raises(InvalidInput, match="asks for nothing"):
        gates.write_gate_file(tmp_path / "gate.yaml", Gate())


@pytest.mark.parametrize("gate", [Gate(no_regression=True), Gate(max_drop=0.5)])
def test_a_model_that_gave_no_answer_is_not_let_through(store, gates, gate):
    evaluated(store, [V7], "pppp", id="old")
    evaluated(store, [V8], "eeee")

    condition = only(gates, gate, baseline_id="old")

    assert not condition.holds
    assert "v8 gave no answer" in condition.words


def test_of_two_cases_with_one_name_the_one_that_failed_is_told(store, gates):
    evaluated(store, [V7], "pf", cases=(a_case("same"), a_case("same")))

    [report] = gates.judge("evaluation-1", Gate(pass_rate=1.0))

    [condition] = report.conditions
    assert (condition.cases, condition.case_indices) == (("same",), (1,))
