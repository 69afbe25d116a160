from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.checks.kinds import Asks
from workbench.checks.output import Output
from workbench.checks.scoring import cell_score, problems_of, scorer_of, set_score
from workbench.checks.table import KINDS
from workbench.domain.checks import SET, Check, Score, Verdict
from workbench.domain.errors import InvalidInput
from workbench.domain.json_values import JsonObject, freeze

VERDICTS = st.sampled_from(list(Verdict))
TOLD = st.sampled_from([Verdict.PASSED, Verdict.FAILED])
WEIGHTS = st.sampled_from([0.0, 0.5, 1.0, 2.0])
WORDS = st.text(alphabet='ab ,.{}[]"<>/\n1é', max_size=20)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.text("ab", max_size=2),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab", max_size=2), inner),
    max_leaves=8,
)


def scores(verdicts=VERDICTS):
    return st.lists(
        st.tuples(WEIGHTS, st.tuples(verdicts, st.floats(0, 1)).map(lambda told: Score(*told))),
        min_size=1,
        max_size=6,
    )


def checks_of(pairs):
    return [Check("contains", value="x", weight=weight) for weight, _score in pairs]


@given(scores(TOLD))
def test_without_a_threshold_every_check_with_a_weight_has_to_pass(pairs):
    whole = cell_score(checks_of(pairs), [score for _weight, score in pairs])

    assert (whole.verdict is Verdict.PASSED) == all(s.passed for weight, s in pairs if weight)


@given(scores(TOLD), st.floats(0, 1))
def test_with_a_threshold_the_mean_by_weight_decides(pairs, threshold):
    whole = cell_score(checks_of(pairs), [score for _weight, score in pairs], threshold)

    total = sum(weight for weight, _score in pairs)
    mean = sum(weight * s.value for weight, s in pairs) / total if total else 0.0
    assert whole.value == pytest.approx(mean)
    assert (whole.verdict is Verdict.PASSED) == (whole.value >= threshold)


@given(scores())
def test_what_could_not_be_told_is_never_a_pass(pairs):
    whole = cell_score(checks_of(pairs), [score for _weight, score in pairs], 0.0)

    deciding = {score.verdict for weight, score in pairs if weight}
    if Verdict.ERROR in deciding:
        assert whole.verdict is Verdict.ERROR
    elif Verdict.PENDING in deciding:
        assert whole.verdict is Verdict.PENDING
    else:
        assert whole.verdict is Verdict.PASSED


def test_an_output_that_nothing_is_asked_of_passes():
    assert cell_score((), (), threshold=2.0).verdict is Verdict.PASSED


def test_a_check_of_weight_zero_is_told_and_decides_nothing():
    failing = Check("contains", value="x", weight=0)

    score = scorer_of(failing)(Output("y"))
    whole = cell_score([failing], [score])

    assert score.verdict is Verdict.FAILED
    assert whole.verdict is Verdict.PASSED


EXAMPLES = [kind.example for kind in KINDS.values() if kind.asks is Asks.NOTHING]


@settings(deadline=None)  # the first of each kind loads its library
@given(st.sampled_from(EXAMPLES), WORDS)
def test_not_turns_every_verdict_around(example, words):
    config = freeze({key: example[key] for key in ("alpha", "beta") if key in example})
    fields = {"value": freeze(example.get("value")), "threshold": example.get("threshold")}
    plain = Check(example["type"], **fields, config=config)
    turned = Check(example["type"], negated=True, **fields, config=config)
    output = Output(words, expected=words or "x")

    straight, around = scorer_of(plain)(output), scorer_of(turned)(output)

    told = {Verdict.PASSED: Verdict.FAILED, Verdict.FAILED: Verdict.PASSED}
    assert around.verdict is told.get(straight.verdict, straight.verdict)


@given(WORDS, WORDS)
def test_equal_texts_are_those_that_python_holds_for_equal(output, value):
    score = scorer_of(Check("equals", value=value.replace("{", "(")))(Output(output))

    assert score.passed == (output == value.replace("{", "("))


@given(JSON_VALUES.filter(lambda value: isinstance(value, list | dict)), JSON_VALUES)
def test_equal_json_is_that_with_the_same_canonical_text(wanted, given_):
    check = Check("equals", value=freeze(wanted))

    same = scorer_of(check)(Output(json.dumps(wanted, indent=2)))
    other = scorer_of(check)(Output(json.dumps(given_)))

    canonical = [json.dumps(value, sort_keys=True) for value in (wanted, given_)]
    assert same.passed
    assert other.passed == (canonical[0] == canonical[1])


def test_a_set_counts_as_one_check_with_its_own_threshold():
    halves = Check(
        SET,
        threshold=0.5,
        metric="style",
        checks=(Check("contains", value="a"), Check("contains", value="b")),
    )

    score = scorer_of(halves)(Output("only a"))

    assert (score.verdict, score.value, score.metric) == (Verdict.PASSED, 0.5, "style")
    assert [part.verdict for part in score.parts] == [Verdict.PASSED, Verdict.FAILED]


def test_a_set_with_a_check_that_waits_waits_itself():
    check = Check(SET, checks=(Check("llm-rubric", value="kind"),))

    assert set_score(check, [Score(Verdict.PENDING, 0)]).verdict is Verdict.PENDING


def test_metrics_are_means_by_weight_and_what_was_not_told_is_no_score():
    checks = [Check("contains", value="x", metric="m", weight=weight) for weight in (1, 3, 4)]
    told = [
        Score(Verdict.PASSED, 1.0, "", "m"),
        Score(Verdict.FAILED, 0.0, "", "m"),
        Score(Verdict.ERROR, 0.0, "", "m"),
    ]

    assert cell_score(checks, told).metrics() == {"m": 0.125}


@pytest.mark.parametrize(
    ("check", "words"),
    [
        (Check("contians", value="x"), "Is contains meant?"),
        (Check("contains"), "needs a value"),
        (Check("regex", value="("), "not a regular expression"),
        (Check("latency"), "needs a threshold"),
        (Check("is-json", value=freeze({"type": "nonsense"})), "schema is not valid"),
        (Check("is-json", value=freeze({"$ref": "https://example.org/x.json"})), "only #/"),
        (Check("is-sql", value=freeze({"databaseType": "Access"})), "no database"),
        (Check("word-count", value=freeze({"min": 5, "max": 2})), "min must not be more"),
        (Check("contains-any", value='"open'), "does not end"),
        (Check("tool-call-f1"), "needs a value"),
        (Check(SET), "needs checks of its own"),
        (Check(SET, negated=True, checks=(Check("contains", value="x"),)), "no not-"),
        (Check(SET, checks=(Check("regex", value="["),)), "not a regular expression"),
        (Check("levenshtein", value=freeze([1])), "needs a text"),
        (Check("bleu", value=freeze([1])), "list of texts"),
        (Check("meteor", value="x", config=JsonObject((("alpha", "a"),))), "has to be a number"),
    ],
)
def test_a_mistake_in_a_check_is_said_before_anything_is_scored(check, words):
    assert words in " ".join(problems_of(check))


def test_a_template_is_no_mistake_before_it_is_filled_in():
    assert problems_of(Check("regex", value="({{ part }}")) == []


def test_kinds_that_ask_somebody_have_no_scorer():
    with pytest.raises(InvalidInput, match="output alone"):
        scorer_of(Check("llm-rubric", value="kind"))
