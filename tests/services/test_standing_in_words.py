from __future__ import annotations

from dataclasses import replace

import pytest

from workbench.domain.agreements import StandIn
from workbench.domain.comparisons import Measure
from workbench.domain.rubrics import Question, QuestionKind
from workbench.services.standing_in_words import counted, standing_in_words
from workbench.statistics.standing_in import Held, Reason

TRUE = Question("true", "Is it true?", QuestionKind.YES_NO)
PREFERENCE = Question("preference", "Which one is better?", QuestionKind.PREFERENCE)
KNOWN = Held(
    items=120,
    divided=0,
    same=Measure(0.93, 0.88, 0.96, 120),
    kappa=Measure(0.85, 0.75, 0.94, 120),
    people=Measure(0.8, 0.7, 0.9, 120),
    together=120,
    bias=Measure(0.02, -0.03, 0.07, 120),
    confusion=(60, 5, 3, 52),
)


def words(standing=StandIn.CANNOT_TELL, reason=Reason.KAPPA, question=TRUE, more=None, **changed):
    known = replace(KNOWN, **changed)
    return standing_in_words("polite", question, known, standing, reason, more)


def test_a_yes_says_what_it_rests_on():
    assert words(StandIn.YES, Reason.NONE) == (
        "polite may stand in for people on “Is it true?”. It says what most people say on 93 % of"
        " 120 outputs; beyond chance, kappa is 0.85 (0.75 to 0.94). People agree among each other"
        " with 0.80 (0.70 to 0.90)."
    )


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (Reason.FEW, "At least 30 outputs that both have judged are needed."),
        (Reason.ALONE, "it is not known how far people agree."),
        (Reason.ONE_SIDED, "add some of the other kind."),
        (Reason.PEOPLE_DIFFER, "People agree too little among each other (0.80 (0.70 to 0.90)"),
        (Reason.KAPPA, "It should surely be at least 0.6."),
        (Reason.BIAS, "between -3 and 7 points more pass than with people"),
        (Reason.BELOW_PEOPLE, "People agree clearly better among each other"),
    ],
)
def test_each_reason_has_its_words(reason, told):
    sentence = words(reason=reason, more=40)

    assert sentence.startswith("Can't tell yet whether polite may stand in for people on")
    assert told in sentence
    assert sentence.endswith("About 40 more outputs would settle it.")


@pytest.mark.parametrize(
    ("bias", "told"),
    [
        (Measure(0.2, 0.12, 0.3, 120), "It is kinder than people: 20 points (12 to 30) more pass"),
        (Measure(-0.2, -0.3, -0.12, 120), "harsher than people: 20 points (12 to 30) fewer pass"),
    ],
)
def test_a_sure_bias_has_its_direction(bias, told):
    assert told in words(StandIn.NO, Reason.BIAS, bias=bias)


def test_of_pairs_it_is_told_which_one_a_judge_prefers_too_often():
    sentence = words(
        StandIn.NO, Reason.BIAS, PREFERENCE, bias=Measure(-0.2, -0.3, -0.12, 120), kappa=None
    )

    assert "on 93 % of 120 pairs." in sentence
    assert "It prefers the first of the pair 20 points (12 to 30) less often" in sentence


def test_nothing_judged_leaves_the_figures_out():
    sentence = words(
        reason=Reason.FEW, items=0, same=None, kappa=None, bias=None, people=None, more=None
    )

    assert sentence == (
        "Can't tell yet whether polite may stand in for people on “Is it true?”."
        " At least 30 outputs that both have judged are needed."
    )


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (TRUE, ""),
        (Question("tone", "Tone"), "3 or more counts as passed"),
        (Question("tone", "Tone", least=0, most=10), "5 or more counts as passed"),
        (Question("tone", "Tone", least=1, most=4), "3 or more counts as passed"),
    ],
)
def test_what_counts_as_passed_is_told(question, told):
    assert counted(question) == told
