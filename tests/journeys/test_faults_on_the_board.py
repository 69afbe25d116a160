"""Each fault of a server, as a person meets it on the board, beside a model that is well.

The engine is a process of its own and the server another; time limits are set short.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest

from tests.journeys.conftest import home_at, windows
from tests.journeys.keyboard import press
from workbench.domain.models import Endpoint
from workbench.domain.runs import FailureKind, Outcome
from workbench.domain.settings import Limits, Settings, Timeouts
from workbench.gui.settings.panel import SettingsPanel
from workbench.store.settings_file import TomlSettings

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

KEY = "sk-planted-7d20c4e1a95b4f0e8c6d"
BESIDE = "demo/brief"
HALF = "half an ans"
COUNTED, NONE = (7, 3), (None, None)
RETRY, KEYS = "Retry", "Change the key…"


@dataclass(frozen=True)
class Fault:
    """What is asked of the server, and what comes of it.

    `tokens` are what it costs: as the provider counted, or estimated ("~") where it did not
    say, or nothing where nothing was answered.
    """

    model: str
    state: str
    says: tuple[str, ...] = ()
    offers: str = ""
    text: str = ""
    kind: FailureKind | None = None
    tokens: tuple[int | None, int | None] | str = NONE
    figures: tuple[str, ...] = ()
    attempts: int = 1


FAULTS = (
    Fault(
        "faulty/slow;pieces=8;delay=0.1",
        "finished",
        text="0 1 2 3 4 5 6 7 ",
        tokens=COUNTED,
        figures=("s first", "7→3 tokens", "stop"),
    ),
    Fault(
        "faulty/rate-limited;seconds=1",
        "finished",
        text="Hello.",
        tokens=COUNTED,
        figures=("2 attempts",),
        attempts=2,
    ),
    Fault(
        "faulty/rate-limited;times=9;seconds=1;name=ever",
        "failed",
        ("asks to slow down: slow down.", "No text had arrived.", "Wait, or lower the number"),
        RETRY,
        kind=FailureKind.RATE_LIMITED,
        figures=("2 attempts",),
        attempts=2,
    ),
    Fault(
        "faulty/bad-key",
        "failed",
        ("refused the key: Incorrect API key provided: [key].", "Check the key in Settings, Keys"),
        KEYS,
        kind=FailureKind.KEY_REFUSED,
    ),
    Fault(
        "faulty/status;code=500",
        "failed",
        ("faulty failed: the server says 500.", "No text had arrived.", "on the provider's side"),
        RETRY,
        kind=FailureKind.PROVIDER,
        attempts=2,
    ),
    Fault(
        "faulty/cut;how=close",
        "broken off",
        ("ended the answer without saying why.", "11 characters are kept.", "Run it again"),
        RETRY,
        HALF,
        FailureKind.BROKEN_OFF,
        "~",
    ),
    Fault(
        "faulty/reset",
        "broken off",
        ("was lost in mid-answer.", "11 characters are kept.", "Run it again"),
        RETRY,
        HALF,
        FailureKind.BROKEN_OFF,
        "~",
    ),
    Fault(
        "faulty/drop",
        "broken off",
        ("was lost in mid-answer.", "11 characters are kept."),
        RETRY,
        HALF,
        FailureKind.BROKEN_OFF,
        "~",
    ),
    Fault(
        "faulty/bad-json",
        "failed",
        ("was not understood", "6 characters are kept.", "does not keep to the protocol"),
        RETRY,
        "so far",
        FailureKind.NOT_UNDERSTOOD,
        "~",
    ),
    Fault(
        "faulty/not-sse",
        "failed",
        ("was not understood. It begins: <html>", "Check the base URL"),
        RETRY,
        kind=FailureKind.NOT_UNDERSTOOD,
    ),
    Fault(
        "faulty/never-finish;name=idle",
        "failed",
        ("Nothing more came", "for 1.5 s.", "6 characters are kept.", "Settings, Limits"),
        RETRY,
        "so far",
        FailureKind.TIMEOUT,
        "~",
    ),
    Fault(
        "faulty/never-first",
        "failed",
        ("No first word came", "within 2 s.", "No text had arrived.", "Settings, Limits"),
        RETRY,
        kind=FailureKind.TIMEOUT,
    ),
    Fault("faulty/megabyte", "finished", text="x" * 1_000_000, tokens=COUNTED),
    Fault("faulty/split-utf8", "finished", text="Grüße, 世界 👩‍🚀", tokens=COUNTED),
    Fault(
        "faulty/no-finish-reason",
        "broken off",
        ("ended the answer without saying why.", "6 characters are kept."),
        RETRY,
        "Hello.",
        FailureKind.BROKEN_OFF,
        "~",
    ),
    Fault(
        "nowhere/x",
        "failed",
        ("Nothing answers at 127.0.0.1:9.", "No text had arrived.", "the server is running"),
        RETRY,
        kind=FailureKind.UNREACHABLE,
        attempts=2,
    ),
    Fault("faulty/no-usage", "finished", text="Hello.", tokens="~"),
)
STOPPED = "faulty/never-finish;name=stopped"
PRICED, PRICED_BROKEN = "openai/gpt-4o-mini", "openai/gpt-4o"


@pytest.fixture(scope="module")
def window(qapp, tmp_path_factory, faulty_server):
    """One for all: a fault leaves nothing behind that the next would notice."""
    own = [f.model.partition("/")[2] for f in FAULTS if f.model.startswith("faulty/")]
    settings = Settings(
        endpoints=(
            faulty_server.endpoint(models=(*own, STOPPED.partition("/")[2])),
            Endpoint("nowhere", "http://127.0.0.1:9/v1", ("x",)),
        ),
        models=(PRICED, PRICED_BROKEN),
        find_local_servers=False,
        timeouts=Timeouts(connect=2, first_token=2, idle=1.5, total=8),
        limits=Limits(attempts=2),
    )
    with (
        home_at(tmp_path_factory.mktemp("faults")) as home,
        pytest.MonkeyPatch.context() as patch,
        windows(qapp) as open_one,
    ):
        for variable in ("FAULTY_API_KEY", "OPENAI_API_KEY"):
            patch.setenv(variable, KEY)
        patch.setenv("OPENAI_BASE_URL", faulty_server.base_url)
        TomlSettings().save(settings)
        window = open_one(home / "work.db").settle()
        window.wait(lambda: PRICED in [model.name for model in window.write.models.rows.models])
        yield window


def start_beside(window, model):
    """Run the draft on the model and on one that is well; the cell of the first."""
    window.write.models.rows.tick((model, BESIDE))
    before = {cell.job.run_id for cell in window.cells}
    press("Ctrl+Return")
    window.wait(lambda: window.cells and not before & {c.job.run_id for c in window.cells})
    return window.cell(model)


def assert_undisturbed(window):
    beside = window.cell(BESIDE)
    assert beside.header.state.text() == "finished"
    assert beside.output.text.toPlainText() == beside.run.text != ""
    assert beside.run.attempts == 1
    assert not beside.ending.isVisible()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.model)
def test_a_fault_is_told_in_its_cell_and_what_came_is_kept(window, fault):
    cell = start_beside(window, fault.model)
    window.wait(window.all_shown)

    assert cell.header.state.text() == fault.state
    assert cell.exact_text == fault.text
    assert cell.ending.isVisible() == bool(fault.says)
    assert [words for words in fault.says if words not in cell.ending.text.text()] == []
    assert (cell.ending.remedy.text() if fault.offers else "") == fault.offers
    assert cell.ending.remedy.isVisible() == bool(fault.offers)
    assert [words for words in fault.figures if words not in cell.header.figures.text()] == []
    assert KEY not in cell.ending.text.text()

    run = window.services.runs.run(cell.job.run_id)
    assert run == cell.run
    assert (run.outcome, run.text, run.attempts) == (fault.state, fault.text, fault.attempts)
    assert (run.failure.kind if run.failure else None) == fault.kind
    assert_costs(cell, run, fault.tokens)
    assert_undisturbed(window)


def assert_costs(cell, run, tokens):
    """No price is known for a server of one's own, and none is made up."""
    assert run.cost_usd is None
    assert "$" not in cell.header.figures.text()
    if tokens == "~":
        assert run.usage.estimated
        assert "tokens" in cell.header.figures.text()
        assert "~" in cell.header.figures.text()
    else:
        assert (run.usage.input_tokens, run.usage.output_tokens) == tokens
        assert ("tokens" in cell.header.figures.text()) == (tokens != NONE)


def test_a_stream_without_end_is_stopped_by_the_person_and_its_connection_closed(
    window, faulty_server
):
    cell = start_beside(window, STOPPED)
    window.wait(lambda: cell.exact_text == "so far")
    window.wait(lambda: window.cell(BESIDE).outcome is Outcome.FINISHED)
    assert not cell.outcome.over

    press("Ctrl+.")
    window.wait(window.all_shown)

    assert cell.header.state.text() == "stopped"
    assert "Stopped before the end. 6 characters are kept." in cell.ending.text.text()
    run = window.services.runs.run(cell.job.run_id)
    assert (run.outcome, run.text) == (Outcome.CANCELLED, "so far")
    assert run.usage.estimated
    name = STOPPED.partition("/")[2]
    window.wait(lambda: faulty_server.requests(name)[-1]["disconnected"])
    assert_undisturbed(window)


def test_the_next_try_and_its_reason_are_told_while_it_is_waited_for(window):
    model = "faulty/rate-limited;times=9;seconds=1;name=ever"
    cell = start_beside(window, model)

    window.wait(lambda: "attempt 2 failed" in cell.header.state.text() or cell.outcome.over)

    assert "slow down" in cell.header.state.text()
    window.wait(window.all_shown)


def test_retry_runs_again_in_the_same_cell_and_leaves_the_other_alone(window, faulty_server):
    cell = start_beside(window, "faulty/drop")
    window.wait(window.all_shown)
    failed, beside = cell.job.run_id, window.cell(BESIDE).job.run_id

    press("Ctrl+Shift+Return")
    window.wait(lambda: cell.job.run_id != failed)
    window.wait(window.all_shown)

    assert cell.run.text == HALF
    assert window.services.runs.run(failed).text == HALF
    assert window.cell(BESIDE).job.run_id == beside
    assert len(faulty_server.requests("drop")) >= 2


def test_the_offer_to_change_a_refused_key_opens_the_settings(window):
    cell = start_beside(window, "faulty/bad-key")
    window.wait(window.all_shown)

    cell.ending.remedy.click()

    assert window.find(SettingsPanel, "settings").isVisible()
    press("Ctrl+1")
    window.wait(cell.isVisible)


@pytest.mark.parametrize(
    ("model", "state", "text"),
    [(PRICED, "finished", "Hello."), (PRICED_BROKEN, "broken off", HALF)],
)
def test_what_was_streamed_is_paid_for_however_it_ended(window, model, state, text):
    cell = start_beside(window, model)
    window.wait(window.all_shown)

    assert (cell.header.state.text(), cell.exact_text) == (state, text)
    run = window.services.runs.run(cell.job.run_id)
    price = next(m.price for m in window.write.models.rows.models if m.name == model)
    assert run.cost_usd == price.of(run.usage.input_tokens, run.usage.output_tokens) > Decimal(0)
    assert run.usage.estimated == (state == "broken off")
    assert "$" in cell.header.figures.text()
    assert_undisturbed(window)
