"""Small engine processes for tests: each speaks as much of the protocol as its name says."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from workbench.domain.checks import CellScore, Score, Verdict
from workbench.domain.errors import WorkspaceTooNew
from workbench.domain.evaluations import (
    EvaluationEstimate,
    EvaluationProgress,
    EvaluationState,
    Rescored,
)
from workbench.engine import protocol
from workbench.engine.shared_scores import shared
from workbench.engine.wire import error_record, evaluation_event_record


def say(answer):
    sys.stdout.buffer.write(protocol.encode(answer))
    sys.stdout.buffer.flush()


def well():
    """Ready, answers models with none, ends when its input is closed."""
    say(protocol.Ready(protocol.PROTOCOL, "test"))
    for line in sys.stdin.buffer:
        request = protocol.decode_request(line)
        if isinstance(request, protocol.ListModels):
            say(protocol.ModelsFound(request.id, ()))


def evaluating():
    """Ready; says of each evaluation the state that it was told to be in, and answers the rest."""
    say(protocol.Ready(protocol.PROTOCOL, "test"))
    states = {
        protocol.StartEvaluation: EvaluationState.RUNNING,
        protocol.PauseEvaluation: EvaluationState.PAUSED,
        protocol.StopEvaluation: EvaluationState.STOPPED,
    }
    passed = Score(Verdict.PASSED, 1.0)
    for line in sys.stdin.buffer:
        match protocol.decode_request(line):
            case protocol.EstimateEvaluation(id=id_):
                estimate = EvaluationEstimate(3, 1, 30, 60, None)
                say(protocol.EvaluationEstimated(id_, estimate))
            case protocol.Rescore(id=id_, checks=checks):
                score = CellScore(Verdict.PASSED, 1.0, (passed,) * len(checks))
                say(protocol.RescoredPart(id_, shared(Rescored(((0, score),), complete=False))))
                say(protocol.RescoredPart(id_, shared(Rescored(((1, score),)))))
            case protocol.TryCheck(id=id_):
                say(protocol.CheckTried(id_, passed))
            case request if type(request) in states:
                state = states[type(request)]
                progress = EvaluationProgress(request.evaluation_id, state, 0, 3)
                say(protocol.EvaluationEvents((evaluation_event_record(progress),)))


def dying():
    sys.exit(3)


def dying_once(marker):
    """Dies at the first start, serves at the second."""
    path = Path(marker)
    if path.exists():
        well()
    else:
        path.touch()
        sys.exit(3)


def stubborn():
    """Does not end when it is asked to."""
    say(protocol.Ready(protocol.PROTOCOL, "test"))
    while True:
        time.sleep(60)


def refusing():
    say(protocol.Refused(error_record(WorkspaceTooNew("made by a later release"))))


def complaining():
    """Writes a key where everybody can read it."""
    print(f"using {os.environ['SOME_API_KEY']}", file=sys.stderr, flush=True)
    well()


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
