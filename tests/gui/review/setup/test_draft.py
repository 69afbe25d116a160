from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import NOON, a_plan
from workbench.domain.review_arranging import assigned
from workbench.domain.review_choosing import (
    Candidate,
    EvaluationOutputs,
    Found,
    PromptOutputs,
    RunOutputs,
    Stratum,
    Which,
)
from workbench.domain.reviews import ReviewItem, ReviewKind
from workbench.domain.rubrics import Question, Rubric
from workbench.gui.review.seams import Source
from workbench.gui.review.setup.draft import Field, Origin, SetupDraft, Take
from workbench.gui.review.setup.words import comes_to, found_words, problems, sample_words

ASKED = Rubric(questions=(Question("q", "Good?"),))
READY = SetupDraft(reviewers=("ada", "bo", "cy"), rubric=ASKED, evaluation_id="e")


def found(count, outputs=None, **left_out):
    candidates = tuple(Candidate((str(n),), stratum=str(n % 3)) for n in range(count))
    return Found(candidates, count if outputs is None else outputs, **left_out)


@pytest.mark.parametrize(
    ("source", "outputs"),
    [
        (Source(evaluation_id="e2"), EvaluationOutputs("e2")),
        (Source(run_ids=("r1", "r2")), RunOutputs(("r1", "r2"))),
        (Source(prompt_id="p"), PromptOutputs("p")),
    ],
)
def test_a_review_of_another_source_takes_all_of_it_with_the_same_people(source, outputs):
    before = replace(READY, which=Which.CHOSEN, numbers=(3,), columns=(1,), text="x")

    after = before.of(source)

    assert after.outputs(NOON) == outputs
    assert (after.reviewers, after.rubric) == (READY.reviewers, ASKED)


def test_nothing_chosen_has_no_outputs():
    assert SetupDraft().outputs(NOON) is None
    assert SetupDraft(origin=Origin.PROMPT).outputs(NOON) is None
    assert SetupDraft(origin=Origin.BOARD, prompt_id="p").outputs(NOON, ["r"]) == RunOutputs(("r",))


def test_only_a_sample_of_each_group_has_strata():
    assert READY.stratum is Stratum.NONE
    assert replace(READY, take=Take.STRATIFIED, by=Stratum.LABEL).stratum is Stratum.LABEL


def test_the_same_seed_draws_the_same():
    draft = replace(READY, take=Take.RANDOM, count=5, seed=3)
    candidates = found(50).candidates

    assert draft.drawn(candidates) == draft.drawn(candidates)
    assert len(draft.drawn(candidates)) == draft.size(50) == 5
    assert draft.drawn(candidates) != replace(draft, seed=4).drawn(candidates)


@given(
    st.integers(1, 60),
    st.integers(1, 6),
    st.integers(1, 6),
    st.one_of(st.none(), st.integers(0, 70)),
)
def test_what_each_gets_is_what_the_review_will_ask_of_the_busiest(items, people, needed, shared):
    names = tuple(f"p{n}" for n in range(people))
    draft = SetupDraft(reviewers=names, needed=min(needed, people), shared=shared)
    plan = a_plan(reviewers=names, needed=draft.needed, shared=shared)

    asked = assigned(plan, [ReviewItem(f"i{n}", (f"r{n}",)) for n in range(items)])

    busiest = max(sum(name in item.reviewers for item in asked) for name in names)
    assert busiest == draft.each(items)


def test_what_it_comes_to_is_a_sentence():
    assert comes_to(READY, 40) == "3 people, 40 outputs, all shared: 40 each"
    some = replace(READY, shared=12)
    assert comes_to(some, 40) == "3 people, 40 outputs, 12 shared: about 22 each"
    assert comes_to(replace(READY, reviewers=("ada",)), 1) == "1 person, 1 output"
    assert comes_to(replace(some, kind=ReviewKind.PREFER), 0) == "3 people, 0 pairs, all shared"
    assert comes_to(replace(READY, reviewers=()), 40) == "40 outputs"


def test_what_was_found_and_left_out_is_said():
    assert found_words(READY, found(200)) == "200 outputs"
    told = found_words(READY, found(38, 200, without_text=4))
    assert told == "38 of 200 outputs; 4 without text left out"
    pairs = replace(READY, kind=ReviewKind.PREFER)
    told = found_words(pairs, found(1, 4, identical=1))
    assert told == "1 pair of 4 outputs; 1 pair left out as both say the same"


def test_what_is_drawn_is_said():
    draft = replace(READY, count=10)

    assert sample_words(draft, found(20)) == ""
    random = replace(draft, take=Take.RANDOM)
    assert sample_words(random, found(20)) == "10 of 20 are drawn at random."
    assert sample_words(random, found(9)) == "There are no more: all of them are taken."
    groups = sample_words(replace(draft, take=Take.STRATIFIED), found(20))
    assert groups == "10 of 20 are drawn, from 3 groups in proportion to their size."


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"rubric": Rubric()}, Field.QUESTIONS, "Choose a rubric"),
        ({"rubric": Rubric(questions=(Question("q", " "),))}, Field.QUESTIONS, "not finished"),
        ({"kind": ReviewKind.LABEL, "labels": ("x",)}, Field.LABELS, "two labels"),
        ({"reviewers": ()}, Field.PEOPLE, "at least one"),
        ({"needed": 4, "shared": 2}, Field.PEOPLE, "needs 4 judgments"),
    ],
)
def test_what_is_missing_is_said_where_it_is(changes, field, words):
    told = problems(replace(READY, **changes), found(3), "")

    assert list(told) == [field]
    assert words in told[field]


def test_nothing_is_missing_where_all_is_there():
    assert problems(READY, found(3), "") == {}
    assert problems(replace(READY, needed=9), found(3), "") == {}
    prefer = replace(READY, kind=ReviewKind.PREFER, rubric=Rubric())
    assert problems(prefer, found(3), "") == {}
    assert problems(READY, None, "") == {}
    assert problems(READY, found(0), "None failed.") == {Field.SOURCE: "None failed."}
