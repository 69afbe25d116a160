"""Whether a model moved, from two runs of the same cases."""

from __future__ import annotations

import pytest

from tests.builders import NOON, a_dataset, a_job, a_run
from tests.fakes import MemoryEvaluations, MemoryRuns
from tests.services.evaluated import V7, evaluated
from workbench.domain.evaluations import EvaluationState
from workbench.domain.sentinels import KeptBefore, Movement, SentinelSubject
from workbench.services.comparing import ComparisonService
from workbench.services.evaluations import EvaluationService
from workbench.services.sentinel_verdicts import verdicts

FINISHED = {"state": EvaluationState.FINISHED}


class Bench:
    def __init__(self) -> None:
        self.runs = MemoryRuns()
        self.store = MemoryEvaluations(self.runs)
        self.evaluations = EvaluationService(None, self.store, None, None, None, None)
        self.comparing = ComparisonService(self.store)

    def ran(self, name, letters, *, samples=1, texts=None, answered=("m-1", "fp_1"), **others):
        """An evaluation of a column whose answers are recorded as runs."""
        fields = {}
        for place in range(len(letters)):
            run_id = f"{name}-{place}"
            case, sample = divmod(place, samples)
            fields[0, case, sample] = {"run_id": run_id}
            model, fingerprint = answered
            text = texts[place] if texts else "said"
            run = a_run(
                job=a_job(run_id), text=text, resolved_model=model, system_fingerprint=fingerprint
            )
            self.runs.record(run)
        known = {**FINISHED, "id": name, "name": name, **others}
        return evaluated(self.store, [V7], letters, samples=samples, fields=fields, **known)

    def verdict(self, *pairs, margin=0.1):
        told = verdicts(self.evaluations, self.comparing, list(pairs), margin)
        return told[0] if len(told) == 1 else told


@pytest.fixture
def bench():
    return Bench()


def a_subject(before="then", checks=(), **fields):
    kept = KeptBefore(before, 0, before, NOON, evidence=True) if before else None
    known = {"prompt": "support/triage", "prompt_id": "p", "version": 7, "digest": "sha256:0"}
    dataset = a_dataset(checks=checks)
    return SentinelSubject(
        **{**known, "model": "m", "environments": ("prod",), "dataset": dataset, "before": kept}
        | fields
    )


def test_cases_that_passed_and_fail_now_say_that_the_model_moved(bench):
    bench.ran("then", "p" * 30)
    bench.ran("now", "f" * 12 + "p" * 18)

    told = bench.verdict((a_subject(), "now"))

    assert told.movement is Movement.MOVED
    assert told.cases == 30
    assert "the model now is worse than then on 12 of 30 cases" in told.sentence
    assert "exact McNemar test" in told.method


def test_a_few_cases_that_differ_settle_nothing_and_say_how_many_would(bench):
    bench.ran("then", "p" * 12)
    bench.ran("now", "f" + "p" * 11)

    told = bench.verdict((a_subject(), "now"))

    assert told.movement is Movement.CANNOT_TELL
    assert told.more_cases > 0
    assert f"About {told.more_cases} more cases would settle it" in told.sentence


def test_enough_cases_that_come_out_the_same_say_that_it_did_not_move(bench):
    bench.ran("then", "p" * 60)
    bench.ran("now", "p" * 60)

    told = bench.verdict((a_subject(), "now"))

    assert told.movement is Movement.NOT_MOVED
    assert "to within 10 points" in told.sentence


def test_a_smaller_margin_asks_for_more_cases(bench):
    bench.ran("then", "p" * 60)
    bench.ran("now", "p" * 60)

    assert bench.verdict((a_subject(), "now"), margin=0.02).movement is Movement.CANNOT_TELL


def test_samples_of_one_case_are_one_case(bench):
    bench.ran("then", "ppp" * 5, samples=3)
    bench.ran("now", "fff" * 5, samples=3)

    told = bench.verdict((a_subject(), "now"))

    assert told.movement is Movement.CANNOT_TELL
    assert "5 cases" in told.method


def test_several_prompts_at_once_are_corrected_for_it(bench):
    bench.ran("then", "p" * 30)
    bench.ran("now", "f" * 7 + "p" * 23)
    alone = bench.verdict((a_subject(), "now"))

    told = bench.verdict(*[(a_subject(), "now")] * 6)

    assert alone.movement is Movement.MOVED
    assert {each.movement for each in told} == {Movement.CANNOT_TELL}
    assert "Holm's correction over 12" in told[0].method


def test_answers_that_did_not_arrive_accuse_no_model(bench):
    bench.ran("then", "p" * 60)
    bench.ran("now", "e" * 20 + "p" * 40)

    told = bench.verdict((a_subject(), "now"))

    assert (told.movement, told.cases) == (Movement.NOT_MOVED, 40)


def test_a_model_that_gave_no_answer_at_all_is_said_to_have_given_none(bench):
    bench.ran("then", "p" * 10)
    bench.ran("now", "e" * 10)

    assert bench.verdict((a_subject(), "now")).movement is Movement.NO_ANSWER


def test_a_run_that_was_halted_is_no_verdict(bench):
    bench.ran("then", "p" * 10)
    bench.ran("now", "p" * 5, state=EvaluationState.PAUSED, pause_reason="Over budget.")

    told = bench.verdict((a_subject(), "now"))

    assert (told.movement, "Over budget" in told.sentence) == (Movement.NO_ANSWER, True)


def test_the_first_run_is_kept_for_the_next(bench):
    bench.ran("now", "p" * 10)

    told = bench.verdict((a_subject(before=""), "now"))

    assert told.movement is Movement.NOTHING_BEFORE
    assert told.now.words == "m-1 / fp_1"


def test_as_what_the_provider_answers_is_compared(bench):
    bench.ran("then", "p" * 40, answered=("gpt-4o-2024-11-20", "fp_1"))
    bench.ran("now", "p" * 40, answered=("gpt-4o-2025-11-20", "fp_2"))

    told = bench.verdict((a_subject(), "now"))

    assert (told.other_model, told.other_back_end) == (True, True)
    assert told.then.words == "gpt-4o-2024-11-20 / fp_1"


def test_what_an_older_run_did_not_record_is_not_another(bench):
    bench.ran("then", "p" * 40, answered=("gpt-4o-2024-11-20", ""))
    bench.ran("now", "p" * 40, answered=("gpt-4o-2024-11-20", "fp_2"))

    told = bench.verdict((a_subject(), "now"))

    assert (told.other_model, told.other_back_end) == (False, False)


UNCHECKED = {"checks": ()}


def test_without_checks_kinds_of_answers_tell_where_there_are_samples(bench):
    before = [f"Answer {case}" for case in range(12) for _ in range(3)]
    after = [f"No, {case}!" for case in range(12) for _ in range(3)]
    bench.ran("then", "p" * 36, samples=3, texts=before, **UNCHECKED)
    bench.ran("now", "p" * 36, samples=3, texts=after, **UNCHECKED)

    told = bench.verdict((a_subject(), "now"))

    assert told.movement is Movement.MOVED
    assert "0 of 12 cases have answers of the same kinds" in told.sentence


def test_other_words_without_checks_or_samples_prove_nothing(bench):
    bench.ran("then", "p" * 12, texts=[f"Answer {case}" for case in range(12)], **UNCHECKED)
    bench.ran("now", "p" * 12, texts=[f"No, {case}!" for case in range(12)], **UNCHECKED)

    told = bench.verdict((a_subject(), "now"))

    assert told.movement is Movement.CANNOT_TELL
    assert "a check would tell, or three samples" in told.sentence


def test_the_same_words_in_enough_cases_are_no_movement(bench):
    texts = [f"Answer {case}" for case in range(40)]
    bench.ran("then", "p" * 40, texts=texts, **UNCHECKED)
    bench.ran("now", "p" * 40, texts=[text.upper() for text in texts], **UNCHECKED)

    assert bench.verdict((a_subject(), "now")).movement is Movement.NOT_MOVED


def test_the_same_words_in_few_cases_say_how_many_more(bench):
    bench.ran("then", "p" * 6, **UNCHECKED)
    bench.ran("now", "p" * 6, **UNCHECKED)

    told = bench.verdict((a_subject(), "now"))

    assert (told.movement, told.more_cases) == (Movement.CANNOT_TELL, 29)
