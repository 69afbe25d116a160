"""What the templates say is asked about the newest draft, one question at a time."""

from __future__ import annotations

import pytest

from tests.builders import a_content
from tests.gui.fake_engine import FakeEngine
from workbench.domain.errors import TemplateError
from workbench.domain.problems import Analysis
from workbench.gui.kit.engine import EngineState
from workbench.gui.write.analyst import Analyst


@pytest.fixture
def engine(qtbot):
    engine = FakeEngine()
    engine.analysis = lambda content: Analysis(tokens=len(content.text))
    return engine


@pytest.fixture
def answers(engine):
    analyst = Analyst(engine, engine)
    tokens = []
    analyst.analysed.connect(lambda analysis: tokens.append(analysis.tokens))
    analyst.tokens = tokens
    return analyst


def test_a_draft_is_analysed(answers):
    answers.ask(a_content("four"))

    assert answers.tokens == [4]


def test_only_the_newest_of_many_drafts_is_asked_about(answers, engine):
    engine.answers_later = True
    for text in ("a", "ab", "abc", "abcd"):
        answers.ask(a_content(text))
    engine.answer_all()
    engine.answer_all()

    assert [content.text for content in engine.analysed] == ["a", "abcd"]
    assert answers.tokens == [4]


def test_a_refusal_is_told(answers, engine, qtbot):
    engine.analysis = TemplateError("no")

    with qtbot.waitSignal(answers.failed):
        answers.ask(a_content("{{"))


def test_an_engine_that_died_is_asked_again_when_it_is_back(answers, engine):
    engine.answers_later = True
    answers.ask(a_content("four"))
    engine.pending.clear()
    engine.answers_later = False

    engine.change_state(EngineState.READY)

    assert answers.tokens == [4]


def test_it_is_busy_until_the_newest_draft_is_answered(answers, engine):
    told = []
    answers.busy_changed.connect(told.append)
    engine.answers_later = True
    answers.ask(a_content("a"))
    answers.ask(a_content("ab"))
    engine.answer_all()
    before = told[-1]

    engine.answer_all()

    assert before is True
    assert told[-1] is False


def test_it_is_not_busy_after_a_refusal(answers, engine):
    told = []
    answers.busy_changed.connect(told.append)
    engine.analysis = TemplateError("no")

    answers.ask(a_content("{{"))

    assert told == [True, False]
