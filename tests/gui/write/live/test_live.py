"""Live mode as a person has it: off until asked for, quick to hang up, within its budget."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from tests.gui.write.open_write import open_prompt, type_at_the_end
from workbench.domain.problems import Analysis
from workbench.domain.prompts import Input, ToolCall
from workbench.domain.run_events import RunEnded, RunStarted, TextArrived
from workbench.domain.runs import Failure, FailureKind, Outcome, Run
from workbench.gui.kit.engine import EngineState
from workbench.store.opening import open_workspace
from workbench.store.runs import SqliteRuns


class Live:
    def __init__(self, qtbot, write):
        self.qtbot, self.write = qtbot, write
        self.panel = write.place.live
        workspace = open_workspace(write.services.workspace)
        self.store, self.close = SqliteRuns(workspace), workspace.close
        self.told, self.limits = [], write.services.settings.load().limits
        write.place.live_told.connect(self.told.append)
        open_prompt(qtbot, write, "support/triage")
        qtbot.waitUntil(lambda: bool(write.session.case.values))
        write.session.set_models(("demo/brief", "demo/detailed"))

    @property
    def started(self):
        return self.write.engine.started

    def switch(self):
        self.write.actions.run("live.toggle")

    def wait_for(self, count):
        self.qtbot.waitUntil(lambda: len(self.started) == count)
        return self.started[-1]

    def record(self, job, text="", outcome=Outcome.FINISHED, **fields):
        run = Run(job, outcome, datetime.now(UTC), text=text, **fields)
        if not run.cached_from:
            self.store.record(run)
        return run

    def answer(self, text, outcome=Outcome.FINISHED, **fields):
        run = self.record(self.started[-1], text, outcome, **fields)
        self.write.engine.say(RunStarted(run.id), TextArrived(run.id, text), RunEnded(run))
        return run

    def limit(self, **limits):
        service = self.write.services.settings
        settings = replace(service.load(), limits=replace(self.limits, **limits))
        service.save(settings)


@pytest.fixture(autouse=True)
def _settings_of_its_own(tmp_path, monkeypatch):
    """Before anything is opened: what is set here is nobody's."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def live(qtbot, write):
    live = Live(qtbot, write)
    yield live
    live.write.actions["live.toggle"].setChecked(False)
    live.close()


def test_nothing_runs_by_itself_until_it_is_switched_on(live):
    type_at_the_end(live.qtbot, live.write, " now")
    live.write.session.collect()

    assert not live.panel.isVisible()
    assert live.started == []


def test_switching_it_on_runs_the_present_case_on_one_model(live):
    live.switch()

    job = live.wait_for(1)
    assert (job.model, job.live, job.use_cache) == ("demo/brief", True, True)
    assert job.case == live.write.session.case
    assert live.panel.isVisible()


def test_it_runs_again_when_the_typing_rests(live):
    live.switch()
    first = live.wait_for(1)
    live.answer("High.")

    type_at_the_end(live.qtbot, live.write, " quickly")

    again = live.wait_for(2)
    assert again.digest != first.digest
    assert live.write.services.prompts.content(again.digest).text.endswith("quickly")


@pytest.mark.parametrize(
    ("before", "told"), [("Urgency: high", "compared"), ("", "without a word")]
)
def test_what_changed_since_the_answer_before_is_marked(live, before, told):
    live.switch()
    live.wait_for(1)
    live.answer(before)
    assert told in live.panel.state.text()
    type_at_the_end(live.qtbot, live.write, " x")
    live.wait_for(2)

    live.answer("Urgency: low")

    live.qtbot.waitUntil(lambda: live.panel.comparing)
    assert "what changed" in live.panel.state.text()


def test_the_differences_can_be_switched_off(live):
    live.panel.differences.click()
    live.switch()
    live.wait_for(1)
    live.answer("Urgency: high")
    type_at_the_end(live.qtbot, live.write, " x")
    live.wait_for(2)
    live.answer("Urgency: low")

    assert not live.panel.comparing
    assert live.panel.output.exact_text == "Urgency: low"
    live.panel.differences.click()
    live.qtbot.waitUntil(lambda: live.panel.comparing)


def test_a_stale_call_is_stopped_at_the_first_key(live):
    live.switch()
    stale = live.wait_for(1)
    live.write.engine.say(RunStarted(stale.run_id), TextArrived(stale.run_id, "half"))

    type_at_the_end(live.qtbot, live.write, "x")
    live.write.session.collect()

    assert live.write.engine.stopped == [stale.run_id]


def test_what_a_stale_call_still_says_is_not_shown(live):
    live.switch()
    stale = live.wait_for(1)
    type_at_the_end(live.qtbot, live.write, "x")
    live.wait_for(2)

    run = live.record(stale, "stale", Outcome.CANCELLED)
    live.write.engine.say(TextArrived(stale.run_id, "stale"), RunEnded(run))

    assert live.panel.output.exact_text == ""


def test_another_case_is_run_too(live):
    live.switch()
    live.wait_for(1)
    live.answer("High.")

    field = live.write.place.inputs.form.go_to_first()
    assert field
    live.qtbot.keyClicks(live.write.place.window().focusWidget(), "!")

    job = live.wait_for(2)
    assert "!" in str(dict(job.case.values)["ticket"])


def test_another_model_is_run_at_once(live):
    live.switch()
    live.wait_for(1)

    live.panel.models.setCurrentText("demo/detailed")
    live.panel.models.activated.emit(1)

    assert live.wait_for(2).model == "demo/detailed"
    assert live.write.engine.stopped == [live.started[0].run_id]


def test_a_broken_template_is_waited_for(live):
    live.write.actions.report(template_broken=True)

    live.switch()

    assert "template has a mistake" in live.panel.state.text()
    assert live.started == []


def test_a_missing_value_is_waited_for_by_name(live):
    live.write.engine.analysis = Analysis(inputs=(Input("ticket"), Input("tone")))
    type_at_the_end(live.qtbot, live.write, " {{ tone }}")
    live.qtbot.waitUntil(lambda: "tone" in live.write.place.inputs.form.names())

    live.switch()

    assert "tone has no value" in live.panel.state.text()
    assert live.started == []


def test_an_engine_that_is_not_ready_is_waited_for(live):
    live.write.engine.change_state(EngineState.RESTARTING)

    live.switch()

    assert "engine is not ready" in live.panel.state.text()


def test_what_was_spent_this_hour_is_told_while_it_is_on(live):
    live.switch()
    live.wait_for(1)

    live.answer("High.", cost_usd=Decimal("0.02"))

    live.qtbot.waitUntil(lambda: "1 of 120 calls" in live.panel.spent.text())
    assert "$0.02 of $0.50" in live.panel.spent.text()
    assert live.told[-1] == f"live: {live.panel.spent.text()}"
    live.switch()
    assert live.told[-1] == ""


def test_it_switches_itself_off_when_the_calls_of_the_hour_are_used_up(live):
    live.limit(live_calls_per_hour=1)
    live.switch()
    live.wait_for(1)
    live.answer("High.")

    type_at_the_end(live.qtbot, live.write, " x")

    live.qtbot.waitUntil(lambda: not live.write.actions["live.toggle"].isChecked())
    assert len(live.started) == 1
    assert not live.panel.isVisible()
    assert "1 of 1 calls" in live.write.place.board.notice.text.text()


def test_it_switches_itself_off_when_the_engine_says_that_it_would_cost_too_much(live):
    live.switch()
    live.wait_for(1)
    failure = Failure(FailureKind.BUDGET, "The next call would pass it.", "Later.")

    live.answer("", Outcome.FAILED, failure=failure)

    assert not live.write.actions["live.toggle"].isChecked()
    assert "would pass it" in live.write.place.board.notice.text.text()


def test_it_switches_itself_off_where_the_next_call_would_fail_too(live):
    live.switch()
    live.wait_for(1)

    live.answer("", Outcome.FAILED, failure=Failure(FailureKind.KEY_MISSING, "No key."))

    assert not live.write.actions["live.toggle"].isChecked()


def test_another_failure_is_told_and_the_next_text_is_tried(live):
    live.switch()
    live.wait_for(1)
    live.answer("", Outcome.FAILED, failure=Failure(FailureKind.PROVIDER, "It fell over."))
    assert "It fell over." in live.panel.state.text()

    type_at_the_end(live.qtbot, live.write, " x")

    live.wait_for(2)


def test_an_answer_from_the_cache_says_so(live):
    live.switch()
    live.wait_for(1)

    live.answer("High.", cached_from="run-0", cost_usd=Decimal(0))

    assert live.panel.state.text().startswith("From the cache.")


def test_opening_another_prompt_costs_nothing(live):
    live.switch()
    live.wait_for(1)
    live.answer("High.")

    open_prompt(live.qtbot, live.write, "support/refund")
    live.write.session.set_models(("demo/detailed",))

    assert len(live.started) == 1
    type_at_the_end(live.qtbot, live.write, " x")
    live.qtbot.waitUntil(lambda: "ticket has no value" in live.panel.state.text())
    live.write.place.inputs.form.go_to_first()
    live.qtbot.keyClicks(live.write.place.window().focusWidget(), "It broke!")
    assert live.wait_for(2).prompt_id == live.write.session.open.prompt.id


def test_it_is_switched_off_by_its_own_button_too(live):
    live.switch()
    stale = live.wait_for(1)

    live.qtbot.mouseClick(live.panel.off, Qt.MouseButton.LeftButton)

    assert not live.panel.isVisible()
    assert live.write.engine.stopped == [stale.run_id]


def test_live_runs_stand_neither_in_the_history_nor_on_the_board(live):
    live.switch()
    live.wait_for(1)
    live.answer("High.")
    prompt_id = live.write.session.open.prompt.id

    services = live.write.services
    assert services.prompts.timeline(prompt_id) == []
    assert services.runs.latest(prompt_id) == []
    assert [hit.run_id for hit in services.search.search("High")] == [live.started[0].run_id]


def test_the_tools_that_are_called_are_shown(live):
    live.switch()
    live.wait_for(1)

    live.answer("", tool_calls=(ToolCall("1", "look_up", '{"parcel": 12}'),))

    assert "look_up\n  parcel: 12" in live.panel.output.text.toPlainText()


def test_the_models_own_parameters_are_sent_and_a_change_of_them_runs_it_again(live):
    live.write.session.set_overrides({"demo/brief": (("temperature", 0),)})
    live.switch()
    first = live.wait_for(1)
    live.answer("One.")

    live.write.session.set_overrides({"demo/brief": (("temperature", 1),)})

    second = live.wait_for(2)
    assert [job.params for job in (first, second)] == [
        (("temperature", 0),),
        (("temperature", 1),),
    ]
