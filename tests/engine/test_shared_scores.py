"""Scores on their way to the window."""

from __future__ import annotations

from workbench.domain.checks import CellScore, Score, Verdict
from workbench.domain.evaluations import Rescored
from workbench.engine import protocol
from workbench.engine.shared_scores import read_shared, shared

GOOD = CellScore(Verdict.PASSED, 1.0, (Score(Verdict.PASSED, 1.0, "It is there."),))
BAD = CellScore(Verdict.FAILED, 0.0, (Score(Verdict.FAILED, 0.0, "It is \ud800 not."),))


def sent(*scores, complete=True):
    part = protocol.RescoredPart(1, shared(Rescored(scores, complete)))
    return read_shared(protocol.decode_answer(protocol.encode(part)).rescored)


def test_every_cell_has_its_score_at_the_other_end():
    arrived = sent((3, GOOD), (4, BAD), (9, GOOD), complete=False)

    assert dict(arrived.scores) == {3: GOOD, 4: BAD, 9: GOOD}
    assert not arrived.complete


def test_what_is_one_object_here_is_one_there():
    arrived = dict(sent((1, GOOD), (2, GOOD), (3, BAD)).scores)

    assert arrived[1] is arrived[2]
    assert arrived[3] is not arrived[1]


def test_nothing_is_said_of_nothing():
    assert shared(Rescored(())).scores == ()
    assert sent() == Rescored(())
