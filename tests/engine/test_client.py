"""The window's end of the protocol, without a process."""

from __future__ import annotations

import pytest

from tests.builders import a_content, a_job, a_run
from workbench.domain.checks import CellScore, Check, Score, Verdict
from workbench.domain.errors import EngineStopped, NotFound
from workbench.domain.evaluations import (
    Cell,
    CellsChanged,
    EvaluationProgress,
    EvaluationState,
    Rescored,
)
from workbench.domain.models import Model
from workbench.domain.problems import Analysis, Preview
from workbench.domain.run_events import RunEnded, RunStarted, TextArrived
from workbench.domain.runs import Outcome
from workbench.domain.settings import Settings
from workbench.engine import protocol, wire
from workbench.engine.client import EngineClient
from workbench.engine.protocol import PROTOCOL, decode_request, encode
from workbench.engine.shared_scores import shared

CONTENT = a_content("Hi")


class Window:
    """A client, and everything it said and was told."""

    def __init__(self):
        self.sent, self.events, self.readied, self.refusals = [], [], 0, []
        self.answers, self.failures, self.told = [], [], []
        self.client = EngineClient(
            lambda line: self.sent.append(decode_request(line)),
            self.events.extend,
            self._on_ready,
            self.refusals.append,
            self.told.extend,
        )

    def _on_ready(self):
        self.readied += 1

    def hear(self, *answers):
        self.client.received(b"".join(encode(answer) for answer in answers))

    def greet(self):
        self.hear(protocol.Ready(PROTOCOL, "0.1.0"))

    def analyse(self, content=CONTENT):
        self.client.analyse(content, self.answers.append, self.failures.append)

    def sent_kinds(self):
        return [type(request) for request in self.sent]


@pytest.fixture
def window():
    return Window()


def run_events(*events):
    return protocol.RunEvents(tuple(wire.event_record(event) for event in events))


def test_what_is_asked_before_the_engine_is_ready_waits(window):
    window.client.configure(Settings(author="Ada"))
    window.client.keep_session_key("openai", "sk-1")
    window.client.start([a_job()])
    window.analyse()
    assert window.sent == []

    window.greet()

    assert window.sent_kinds() == [
        protocol.Hello,
        protocol.Configure,
        protocol.KeepKey,
        protocol.Start,
        protocol.Analyse,
    ]
    assert window.readied == 1


def test_answers_find_their_question(window):
    window.greet()
    window.client.models(window.answers.append, window.failures.append)
    window.analyse()
    models, analysis = window.sent[-2:]

    window.hear(
        protocol.Analysed(analysis.id, wire.analysis_record(Analysis(tokens=3))),
        protocol.ModelsFound(models.id, (Model("a/b", "a"),)),
        protocol.Failed(99, wire.error_record(NotFound("nobody asked"))),
    )

    assert window.answers == [Analysis(tokens=3), [Model("a/b", "a")]]
    assert window.failures == []


def test_models_are_told_as_far_as_they_are_known_and_then_all(window):
    window.greet()
    first = []
    window.client.models(window.answers.append, window.failures.append, first.append)
    asked, models = window.sent[-1], (Model("demo/brief", "demo"), Model("a/b", "a"))

    window.hear(protocol.ModelsFound(asked.id, models[:1], complete=False))
    assert (first, window.answers) == ([[models[0]]], [])
    window.hear(protocol.ModelsFound(asked.id, models))

    assert (first, window.answers) == ([[models[0]]], [list(models)])


def test_a_failure_reaches_who_asked(window):
    window.greet()
    window.client.estimate([a_job()], window.answers.append, window.failures.append)

    window.hear(protocol.Failed(window.sent[-1].id, wire.error_record(NotFound("no digest"))))

    assert [type(error) for error in window.failures] == [NotFound]


def test_only_the_newest_analysis_is_answered(window):
    window.greet()
    window.analyse()
    window.analyse(a_content("newer"))
    old, new = window.sent[-2:]

    window.hear(
        protocol.Analysed(old.id, wire.analysis_record(Analysis(tokens=1))),
        protocol.Dropped(old.id),
        protocol.Analysed(new.id, wire.analysis_record(Analysis(tokens=2))),
    )

    assert window.answers == [Analysis(tokens=2)]


def test_an_analysis_does_not_replace_a_preview(window):
    window.greet()
    window.client.preview(CONTENT, {"name": "Ada"}, window.answers.append, window.failures.append)
    window.analyse()
    preview, _ = window.sent[-2:]

    window.hear(protocol.Previewed(preview.id, Preview()))

    assert window.answers == [Preview()]


def test_run_events_are_handed_on_in_order(window):
    window.greet()
    events = [RunStarted("run-1"), TextArrived("run-1", "Hi"), RunEnded(a_run())]

    window.hear(run_events(*events[:1]), run_events(*events[1:]))

    assert window.events == events


def test_messages_may_come_in_pieces_of_any_size(window):
    data = encode(protocol.Ready(PROTOCOL, "0.1.0")) + encode(run_events(TextArrived("r", "ä€😀")))

    for byte in data:
        window.client.received(bytes([byte]))

    assert window.events == [TextArrived("r", "ä€😀")]


def test_a_line_that_is_not_understood_is_passed_over(window):
    window.client.received(b'libfoo: warning\n{"type":"news","of":"tomorrow"}\n\n')
    window.greet()

    assert window.client.ready


def test_questions_fail_when_the_engine_is_lost(window):
    window.greet()
    window.analyse()
    window.client.received(b'{"half a mess')

    window.client.lost()

    assert [type(error) for error in window.failures] == [EngineStopped]
    assert not window.client.ready


def test_the_next_process_gets_settings_keys_and_the_runs_it_has_to_account_for(window):
    window.client.configure(Settings(author="Ada"))
    window.client.keep_session_key("openai", "sk-1")
    window.client.keep_session_key("mistral", "sk-2")
    window.client.forget_session_key("mistral")
    window.greet()
    jobs = [a_job("told"), a_job("untold"), a_job("unwanted")]
    window.client.start(jobs)
    window.client.stop(["unwanted"])
    window.hear(run_events(RunEnded(a_run("told"))))
    window.client.lost()
    window.sent.clear()

    interrupted = RunEnded(a_run("unwanted", outcome=Outcome.INTERRUPTED))
    window.hear(run_events(interrupted))
    window.greet()

    assert window.sent == [
        protocol.Hello(PROTOCOL),
        protocol.Configure(Settings(author="Ada")),
        protocol.KeepKey("openai", "sk-1"),
        protocol.Start((wire.job_record(jobs[1]),)),
    ]
    assert window.events[-1] == interrupted


def test_a_question_asked_while_the_engine_starts_again_is_answered_by_the_next(window):
    window.greet()
    window.client.lost()
    window.analyse()
    window.greet()

    window.hear(protocol.Analysed(window.sent[-1].id, wire.analysis_record(Analysis(tokens=3))))

    assert window.answers == [Analysis(tokens=3)]


def test_asking_again_from_a_failure_is_possible(window):
    window.greet()

    def ask_again(error):
        window.failures.append(error)
        window.analyse()

    window.client.analyse(CONTENT, window.answers.append, ask_again)
    window.client.lost()
    window.greet()

    assert len(window.failures) == 1
    assert window.sent_kinds()[-1] is protocol.Analyse


def test_an_engine_of_another_release_is_told_plainly(window):
    window.analyse()

    window.hear(protocol.Ready(PROTOCOL + 1, "9.9.9"))

    [refusal] = window.refusals
    assert window.failures == [refusal]
    assert "9.9.9" in refusal.message
    assert not window.client.ready
    assert window.sent == []


def test_an_engine_that_cannot_open_the_workspace_says_why(window):
    window.analyse()

    window.hear(protocol.Refused(wire.error_record(NotFound("There is no workspace."))))

    assert window.refusals[0].message == "There is no workspace."
    assert len(window.failures) == 1


def test_a_listener_that_fails_loses_no_later_message(window):
    window.greet()

    def fail(_answer):
        raise RuntimeError("a mistake in a presenter")

    window.client.models(fail, window.failures.append)
    models = window.sent[-1]

    with pytest.raises(RuntimeError):
        window.hear(protocol.ModelsFound(models.id, ()), run_events(RunStarted("run-1")))
    window.client.received(b"")

    assert window.events == [RunStarted("run-1")]


def test_shutting_down_is_asked_for_only_of_an_engine_that_is_there(window):
    window.client.shut_down()
    window.greet()
    window.client.shut_down()

    assert window.sent_kinds() == [protocol.Hello, protocol.ShutDown]


def test_evaluations_are_started_paused_and_stopped_once_there_is_an_engine(window):
    window.client.start_evaluation("e1", retry=True, only=[3])
    window.client.pause_evaluation("e1")
    assert window.sent == []

    window.greet()
    window.client.stop_evaluation("e1")

    assert window.sent[1:] == [
        protocol.StartEvaluation("e1", True, (3,)),
        protocol.PauseEvaluation("e1"),
        protocol.StopEvaluation("e1"),
    ]


def test_an_evaluation_that_an_engine_died_over_is_not_started_by_itself(window):
    window.greet()
    window.client.start_evaluation("e1")
    window.client.lost()
    window.sent.clear()

    window.greet()

    assert window.sent_kinds() == [protocol.Hello]


def test_rescored_outputs_are_told_part_after_part(window):
    window.greet()
    window.client.rescore(
        "e1", [Check("is-json")], window.answers.append, window.failures.append, threshold=0.5
    )
    asked = window.sent[-1]
    score = CellScore(Verdict.PASSED, 1.0, (Score(Verdict.PASSED, 1.0),))

    for part in (Rescored(((7, score),), complete=False), Rescored(()), Rescored(((1, score),))):
        window.hear(protocol.RescoredPart(asked.id, shared(part)))

    assert (asked.evaluation_id, asked.checks, asked.threshold) == (
        "e1",
        ({"type": "is-json"},),
        0.5,
    )
    assert window.answers == [Rescored(((7, score),), complete=False), Rescored(())]


def test_only_the_newest_rescoring_and_the_newest_trial_are_answered(window):
    window.greet()
    asked = []
    for _ in range(2):
        window.client.rescore("e1", [], window.answers.append, window.failures.append)
        asked.append(window.sent[-1].id)
    for id_ in asked:
        window.hear(protocol.RescoredPart(id_, shared(Rescored(()))))
    assert len(window.answers) == 1
    for _ in range(2):
        window.client.try_check(
            Check("is-json"), "r1", window.answers.append, window.failures.append
        )
        asked.append(window.sent[-1].id)

    for id_ in asked[2:]:
        window.hear(protocol.CheckTried(id_, Score(Verdict.FAILED, 0.0, "no")))

    assert window.answers[1:] == [Score(Verdict.FAILED, 0.0, "no")]


def test_how_evaluations_go_on_is_told(window):
    progress = EvaluationProgress("e1", EvaluationState.RUNNING, 1, 2, reason="slowly")
    cells = CellsChanged("e1", (Cell(0, "e1.0", Outcome.FINISHED, output_start="Hi"),))
    window.greet()

    records = tuple(wire.evaluation_event_record(event) for event in (cells, progress))
    window.hear(protocol.EvaluationEvents(records))

    assert window.told == [cells, progress]
