from __future__ import annotations

import krippendorff
import numpy as np
import pytest
from statsmodels.stats import inter_rater

from tests.builders import a_column, a_job, a_plan, a_rubric, a_run
from tests.services.judged import JudgedBench, two_columns, yes_no
from workbench.domain.errors import NotFound
from workbench.domain.review_arranging import is_swapped
from workbench.domain.review_choosing import Candidate
from workbench.domain.reviews import ReviewKind
from workbench.domain.rubrics import FIRST, SECOND, TIE, Question, QuestionKind, Rubric
from workbench.services.review_agreement import spread_of
from workbench.services.review_figures import ReviewFiguresService

TRUE = Question("true", "Is it true?", QuestionKind.YES_NO)
TONE = Question("tone", "Is the tone right?")
WHY = Question("why", "Why?", QuestionKind.TEXT, required=False)
V2, V3 = "v2 · openai/gpt", "v3 · openai/gpt"


@pytest.fixture
def bench():
    return JudgedBench()


def rated(bench, *questions, items=6, columns=1, **plan):
    of = two_columns()[:columns]
    evaluation = bench.evaluate(of, *["p" * items] * columns)
    numbers = range(items * columns)
    return bench.review(evaluation, *numbers, rubric=a_rubric(*questions), **plan)


def preferred(bench, *pairs, columns=None, **people):
    columns = columns or two_columns()
    cases = 1 + max(number for pair in pairs for number in pair) // len(columns)
    evaluation = bench.evaluate(columns, *["p" * cases] * len(columns))
    plan = {"kind": ReviewKind.PREFER, "rubric": Rubric()}
    review = bench.review(evaluation, *pairs, reviewers=tuple(people), **plan)
    bench.say(review, "preference", **people)
    return review


def test_nothing_judged_yet_says_so_and_breaks_nothing(bench):
    review = rated(bench, TONE, TRUE, WHY)

    figures = bench.figures.figures(review.id)

    assert figures.sentence == "Nobody has judged anything yet."
    assert [each.same for each in figures.agreements] == [None, None]
    assert figures.agreements[0].sentence == (
        "No output was judged by two people. How far people agree can't be told."
    )
    assert figures.disagreements == figures.win_rates == figures.calibrations == ()
    assert figures.seconds is None


def test_an_unknown_review_is_not_found(bench):
    with pytest.raises(NotFound):
        bench.figures.figures("nothing")


def test_agreement_of_three_people_is_that_of_the_libraries(bench):
    review = rated(bench, TRUE, items=8, reviewers=("ada", "bo", "cy"))
    said = {"ada": "yynnyynn", "bo": "yynnyyny", "cy": "ynnnyyyn"}
    bench.say(review, "true", **{who: yes_no(letters) for who, letters in said.items()})

    [agreement] = bench.figures.figures(review.id).agreements

    data = np.array([yes_no(letters) for letters in said.values()], dtype=int)
    counts = np.stack([(data == 0).sum(axis=0), (data == 1).sum(axis=0)], axis=1)
    assert (agreement.people, agreement.items, agreement.level) == (3, 8, "nominal")
    assert agreement.kappa.value == pytest.approx(inter_rater.fleiss_kappa(counts))
    alpha = krippendorff.alpha(data, level_of_measurement="nominal")
    assert agreement.alpha.value == pytest.approx(alpha)
    assert "can't be told yet" in agreement.sentence


def test_answers_that_are_missing_leave_alpha_alone(bench):
    review = rated(bench, TONE, reviewers=("ada", "bo"))
    bench.say(review, "tone", ada=[1, 5, 3, 4, 2, None], bo=[1, 4, 3, 4, None, 5])

    [agreement] = bench.figures.figures(review.id).agreements

    theirs = krippendorff.alpha(
        np.array([[1, 5, 3, 4, 2, np.nan], [1, 4, 3, 4, np.nan, 5]]),
        level_of_measurement="ordinal",
        value_domain=[1, 2, 3, 4, 5],
    )
    assert (agreement.items, agreement.level) == (4, "ordinal")
    assert agreement.alpha.value == pytest.approx(theirs)


def test_people_who_always_agree_on_many_outputs_can_be_relied_on(bench):
    review = rated(bench, TRUE, items=60)
    bench.say(review, "true", ada=yes_no("yn" * 30), bo=yes_no("yn" * 30))

    figures = bench.figures.figures(review.id)

    assert figures.agreements[0].sentence.startswith("On 60 outputs, 2 people gave the same answer")
    assert figures.agreements[0].sentence.endswith("good enough to rely on.")
    assert figures.sentence.startswith("2 people judged 60 of 60 outputs.")


def test_people_who_answer_at_random_are_told_to_talk(bench):
    review = rated(bench, TRUE, items=60)
    bench.say(review, "true", ada=yes_no("yn" * 30), bo=yes_no("yynn" * 15))

    figures = bench.figures.figures(review.id)

    assert "too little to rely on one person's answer" in figures.agreements[0].sentence
    assert len(figures.disagreements) == 30


def test_the_widest_disagreement_is_listed_first(bench):
    review = rated(bench, TONE, items=3)
    bench.say(review, "tone", ada=[3, 1, 2], bo=[4, 5, 2])

    found = bench.figures.figures(review.id).disagreements

    items = bench.reviews.items(review.id)
    assert [each.item for each in found] == [items[1], items[0]]
    assert [each.spread for each in found] == [1.0, 0.25]
    assert found[0].answers == (("ada", 1), ("bo", 5))


@pytest.mark.parametrize(
    ("question", "said", "spread"),
    [
        (TRUE, [True, False], 1.0),
        (TRUE, [True, True, False, False], 1.0),
        (TRUE, [True, True, False], 1.0),
        (TRUE, [True, True, True, False], 0.75),
        (Question("l", "", QuestionKind.CHOICE, choices=("a", "b", "c")), ["a", "b", "a"], 2 / 3),
        (Question("p", "", QuestionKind.PREFERENCE), [FIRST, TIE], 0.5),
        (Question("p", "", QuestionKind.PREFERENCE), [FIRST, SECOND, TIE], 1.0),
        (WHY, ["one", "another"], 0.0),
        (TONE, [4], 0.0),
    ],
)
def test_how_far_apart_people_are(question, said, spread):
    given = {f"person {index}": answer for index, answer in enumerate(said)}

    assert spread_of(question, given) == pytest.approx(spread)


def test_answers_are_counted_over_all_and_by_contender(bench):
    review = rated(bench, TRUE, WHY, items=2, columns=2)
    bench.say(review, "true", ada=yes_no("ynyn"), bo=yes_no("ynyy"))
    bench.say(review, "why", ada=["Because.", "", None, None])

    answers = bench.figures.figures(review.id).answers

    told = {(each.question.id, each.contender): each for each in answers}
    assert list(told) == [(question, name) for question in ("true", "why") for name in ("", V2, V3)]
    assert told["true", ""].counts == ((False, 3), (True, 5))
    assert told["true", V2].counts == ((False, 0), (True, 4))
    assert (told["true", V3].mean.value, told["true", V3].mean.n) == (0.25, 2)
    assert told["why", ""].counts == (("answered", 1),)
    assert told["why", ""].mean is None


def test_the_mean_of_a_scale_counts_an_output_once(bench):
    review = rated(bench, TONE, items=2)
    bench.say(review, "tone", ada=[5, 2], bo=[1, None])

    [counts] = bench.figures.figures(review.id).answers

    assert (counts.contender, counts.mean.value, counts.mean.n) == ("", 2.5, 2)
    assert 1 <= counts.mean.low < 2.5 < counts.mean.high <= 5


def test_corrections_are_counted_as_changed_or_not(bench):
    evaluation = bench.evaluate(two_columns()[:1], "ppp")
    plan = {"kind": ReviewKind.CORRECT, "rubric": Rubric()}
    review = bench.review(evaluation, 0, 1, 2, **plan)
    bench.say(review, "correction", ada=["Output 0. ", "Better.", None])

    figures = bench.figures.figures(review.id)

    assert figures.answers[0].counts == (("left as it was", 1), ("corrected", 1))
    assert figures.agreements == ()


def test_a_clear_preference_is_told_from_the_winners_side(bench):
    pairs = [(2 * case, 2 * case + 1) for case in range(20)]
    review = preferred(bench, *pairs, ada=[SECOND] * 18 + [TIE] * 2, bo=[SECOND] * 19 + [FIRST])

    figures = bench.figures.figures(review.id)

    [rate] = figures.win_rates
    assert (rate.one, rate.other, rate.wins, rate.losses, rate.ties) == (V3, V2, 37, 1, 2)
    assert rate.rate.value == 38 / 40
    assert rate.sentence.startswith(
        f"People prefer {V3} to {V2}: in 95 % of 40 judgments, a tie counting half ("
    )
    assert rate.sentence in figures.sentence
    assert figures.ranking == ()


def test_a_few_judgments_never_find_a_preference(bench):
    pairs = [(2 * case, 2 * case + 1) for case in range(5)]
    review = preferred(bench, *pairs, ada=[SECOND] * 5, bo=[SECOND] * 5)

    [rate] = bench.figures.figures(review.id).win_rates

    assert rate.sentence.startswith(f"Can't tell yet whether people prefer {V3} to {V2}")


def test_many_judgments_that_balance_are_about_equal(bench):
    pairs = [(2 * case, 2 * case + 1) for case in range(150)]
    review = preferred(bench, *pairs, ada=[SECOND, FIRST] * 75)

    [rate] = bench.figures.figures(review.id).win_rates

    assert rate.rate.value == 0.5
    assert "about equally: they prefer the former in 50 % of 150 judgments (" in rate.sentence


def test_a_pair_the_other_way_round_counts_for_the_same_contenders(bench):
    review = preferred(bench, (0, 1), (3, 2), ada=[FIRST, SECOND])

    [rate] = bench.figures.figures(review.id).win_rates

    assert (rate.one, rate.wins, rate.losses) == (V2, 2, 0)


def test_three_contenders_are_ranked(bench):
    columns = tuple(a_column(version=number, model="m") for number in (1, 2, 3))
    pairs = [(3 * c + one, 3 * c + other) for c in range(20) for one, other in ((0, 1), (1, 2))]
    review = preferred(bench, *pairs, columns=columns, ada=[SECOND] * 36 + [FIRST] * 4)

    figures = bench.figures.figures(review.id)

    assert [rank.contender for rank in figures.ranking] == ["v3 · m", "v2 · m", "v1 · m"]
    assert [rank.place for rank in figures.ranking] == [1, 2, 3]
    assert len(figures.win_rates) == 2
    assert "Of 3 contenders v3 · m is preferred." in figures.sentence


def test_a_finding_among_many_comparisons_may_be_chance(bench):
    columns = tuple(a_column(version=number, model="m") for number in range(1, 6))
    pairs = [(5 * case, 5 * case + 1) for case in range(8)]
    pairs += [(one, other) for one in range(5) for other in range(one) if (other, one) != (0, 1)]
    answers = [SECOND] * 8 + [TIE] * 9
    review = preferred(bench, *pairs, columns=columns, ada=answers)

    rate = next(each for each in bench.figures.figures(review.id).win_rates if each.wins == 8)

    assert rate.sentence.startswith("Can't tell yet")
    assert rate.sentence.endswith("As one of 10 comparisons made at once, it may be chance.")


def test_two_samples_of_one_contender_say_nothing_of_it(bench):
    same = a_column(version=3, model="m", label="mine")
    review = preferred(bench, (0, 2), columns=(same, a_column()), ada=[FIRST])

    assert bench.figures.figures(review.id).win_rates == ()


def test_position_bias_is_seen_from_what_was_shown_first(bench):
    pairs = [(2 * case, 2 * case + 1) for case in range(30)]
    review = preferred(bench, *pairs, ada=[TIE] * 30)
    items = bench.reviews.items(review.id)
    shown = [SECOND if is_swapped(review.plan, "ada", item) else FIRST for item in items]
    bench.say(review, "preference", ada=shown)

    first = bench.figures.figures(review.id).first_shown

    assert first.value == 1.0
    assert first.low > 0.5


def test_seconds_are_the_median_and_skipped_items_do_not_count(bench):
    review = rated(bench, TRUE, items=3)
    items = bench.reviews.items(review.id)
    for item, seconds in zip(items, (5.0, 9.0, 40.0), strict=True):
        bench.reviews.judge(review.id, item, "ada", {"true": True}, seconds=seconds)
    bench.reviews.judge(review.id, items[0], "bo", {}, skipped="Not mine.", seconds=900.0)

    figures = bench.figures.figures(review.id)

    assert figures.seconds == 9.0
    assert "1 person judged 3 of 3 outputs. 2 of 6 judgments are still to come." in figures.sentence


def test_drafts_and_prompts_are_told_apart_where_there_are_several(bench):
    jobs = [
        a_job("one", digest="sha256:aaaa11", model="m"),
        a_job("two", digest="sha256:bbbb22", model="m"),
        a_job("three", version=2, model="m", prompt_id="other"),
    ]
    for job in jobs:
        bench.runs.record(a_run(job.run_id, job=job, text="Text"))
    review = bench.reviews.create(
        a_plan(rubric=a_rubric(TRUE)), [Candidate((job.run_id,)) for job in jobs], author="lead"
    )
    bench.say(review, "true", ada=yes_no("yyn"))

    names = [each.contender for each in bench.figures.figures(review.id).answers]

    hello = "path/prompt-greetings/hello draft"
    assert names == ["", f"{hello} aaaa · m", f"{hello} bbbb · m", "path/other v2 · m"]


def test_an_answer_from_the_cache_is_its_columns(bench):
    review = rated(bench, TRUE, items=2, columns=2)
    borrowed = bench.runs.run("run-1")
    bench.runs.record(a_run("run-1", job=a_job("run-1", version=99), text=borrowed.text))
    bench.say(review, "true", ada=yes_no("yyyy"))

    names = {each.contender for each in bench.figures.figures(review.id).answers}

    assert names == {"", V2, V3}


def test_outputs_of_an_evaluation_that_was_removed_are_named_by_their_runs(bench):
    review = rated(bench, TRUE, items=2, columns=2)
    bench.say(review, "true", ada=yes_no("yyyy"))
    bench.evaluations.remove(review.plan.evaluation_id)

    figures = bench.figures.figures(review.id)

    assert {each.contender for each in figures.answers} == {"", V2, V3}
    assert figures.calibrations == ()


def test_agreement_that_is_surely_fair_allows_careful_conclusions(bench):
    review = rated(bench, TRUE, items=200)
    bench.say(review, "true", ada=yes_no("yn" * 100), bo=yes_no("yn" * 90 + "ny" * 10))

    [agreement] = bench.figures.figures(review.id).agreements

    assert agreement.sentence.endswith("good enough for careful conclusions.")


def test_one_that_is_ahead_of_others_on_few_outputs_each_is_no_leader_yet(bench):
    columns = tuple(a_column(version=number, model="m") for number in (1, 2, 3))
    pairs = [(3 * c + one, 3 * c + other) for c in range(4) for one, other in ((0, 1), (1, 2))]
    review = preferred(bench, *pairs, columns=columns, ada=[SECOND, FIRST] * 4)

    figures = bench.figures.figures(review.id)

    assert "Can't tell yet which of 3 contenders is preferred." in figures.sentence


def test_contenders_that_never_met_are_not_ranked(bench):
    columns = tuple(a_column(version=number, model="m") for number in (1, 2, 3, 4))
    review = preferred(bench, (0, 1), (2, 3), columns=columns, ada=[FIRST, FIRST])

    assert bench.figures.figures(review.id).ranking == ()


def test_outputs_of_a_prompt_that_is_gone_still_have_a_name(bench):
    def gone(prompt_id):
        raise NotFound("It was removed.")

    jobs = [a_job("one", version=1, model="m"), a_job("two", version=1, model="m", prompt_id="b")]
    for job in jobs:
        bench.runs.record(a_run(job.run_id, job=job, text="Text"))
    candidates = [Candidate((job.run_id,)) for job in jobs]
    review = bench.reviews.create(a_plan(rubric=a_rubric(TRUE)), candidates, author="lead")
    figures = ReviewFiguresService(bench.reviews, bench.runs, bench.evaluations, gone)

    names = [each.contender for each in figures.figures(review.id).answers]

    assert names == ["", "a removed prompt v1 · m", "a removed prompt v1 · m (2)"]
