"""What a run says of itself: its state, its figures, and why it has no proper ending."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from workbench.domain.amounts import money, seconds
from workbench.domain.runs import FailureKind, Outcome, Run, Usage
from workbench.gui.kit.states import State
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

STATES = {
    Outcome.QUEUED: State(QT_TRANSLATE_NOOP("board", "queued"), "clock", "muted"),
    Outcome.RUNNING: State(QT_TRANSLATE_NOOP("board", "running"), "play", "running"),
    Outcome.FINISHED: State(QT_TRANSLATE_NOOP("board", "finished"), "check", "passed"),
    Outcome.FAILED: State(QT_TRANSLATE_NOOP("board", "failed"), "error", "failed"),
    Outcome.BROKEN_OFF: State(QT_TRANSLATE_NOOP("board", "broken off"), "warning", "failed"),
    Outcome.CANCELLED: State(QT_TRANSLATE_NOOP("board", "stopped"), "stop", "muted"),
    Outcome.INTERRUPTED: State(QT_TRANSLATE_NOOP("board", "interrupted"), "warning", "failed"),
}

RETRY = "run.retry"
SETTINGS = "app.settings"
PLACE = "place"
"""No command: where in the draft the failure is."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """The action that mends a failure, and what its button says."""

    action: str
    label: str


RETRY_REMEDY = Remedy(RETRY, QT_TRANSLATE_NOOP("board", "Retry"))
PLACE_REMEDY = Remedy(PLACE, QT_TRANSLATE_NOOP("board", "Show the place"))
RUN_REMEDY = Remedy("run.fill", QT_TRANSLATE_NOOP("board", "Run what is missing"))
REMEDIES: dict[FailureKind, Remedy] = {
    FailureKind.KEY_MISSING: Remedy(SETTINGS, QT_TRANSLATE_NOOP("board", "Add a key…")),
    FailureKind.KEY_REFUSED: Remedy(SETTINGS, QT_TRANSLATE_NOOP("board", "Change the key…")),
    FailureKind.UNREACHABLE: RETRY_REMEDY,
    FailureKind.BUDGET: Remedy(SETTINGS, QT_TRANSLATE_NOOP("board", "Change the limit…")),
    FailureKind.TOO_LARGE: Remedy(SETTINGS, QT_TRANSLATE_NOOP("board", "Change the limit…")),
}
NOT_MENDED_BY_RETRYING = frozenset(
    {FailureKind.TEMPLATE, FailureKind.TOO_LONG, FailureKind.NOT_FOUND}
)


def translate(text: str) -> str:
    return QCoreApplication.translate("board", text)


def remedy_for(run: Run) -> Remedy | None:
    """None where only a change of the prompt or of the model helps, or nothing is wrong."""
    if run.outcome in (Outcome.FINISHED, Outcome.QUEUED, Outcome.RUNNING):
        return None
    if run.failure is None:
        return RETRY_REMEDY
    if run.failure.kind is FailureKind.TEMPLATE and run.failure.message_index is not None:
        return PLACE_REMEDY
    if run.failure.kind in NOT_MENDED_BY_RETRYING:
        return None
    return REMEDIES.get(run.failure.kind, RETRY_REMEDY)


def explanation(run: Run) -> str:
    """Why it has no proper ending, what was kept, and what to do. Empty if it finished."""
    if run.outcome in (Outcome.FINISHED, Outcome.QUEUED, Outcome.RUNNING):
        return ""
    parts = [_reason(run), _kept(run), run.failure.hint if run.failure else ""]
    return " ".join(_sentence(part) for part in parts if part)


def _sentence(words: str) -> str:
    """What a provider says often lacks its full stop."""
    return words if words.endswith((".", "!", "?", "…", ":")) else f"{words}."


def _reason(run: Run) -> str:
    if run.failure:
        place = _place(run)
        return f"{place} {run.failure.message}".strip()
    if run.outcome is Outcome.CANCELLED:
        return translate("Stopped before the end.")
    if run.outcome is Outcome.INTERRUPTED:
        return translate("The engine ended while this ran.")
    return translate("The answer stopped without the provider saying that it was complete.")


def _place(run: Run) -> str:
    if run.failure is None or run.failure.message_index is None:
        return ""
    place = translate("Message {0}").format(run.failure.message_index + 1)
    if run.failure.line is not None:
        place += translate(", line {0}").format(run.failure.line)
    return place + ":"


def _kept(run: Run) -> str:
    if run.text:
        return translate("{0} characters are kept.").format(f"{len(run.text):,}")
    if run.failure and run.failure.kind in (FailureKind.TEMPLATE, FailureKind.KEY_MISSING):
        return translate("Nothing was sent.")
    return translate("No text had arrived.")


def metrics(run: Run) -> str:
    """`0.21 s first · 1.9 s · 412→96 tokens · $0.0005 · stop`, of what is known."""
    timings = run.timings
    parts = [
        translate("from the cache") if run.cached_from else "",
        translate("{0} first").format(seconds(timings.first_token)) if timings.first_token else "",
        seconds(timings.total) if timings.total is not None else "",
        tokens(run.usage),
        money(run.cost_usd) if run.cost_usd is not None else "",
        run.finish_reason,
        translate("{0} attempts").format(run.attempts) if run.attempts > 1 else "",
        translate("not sent: {0}").format(", ".join(run.not_sent)) if run.not_sent else "",
    ]
    return " · ".join(part for part in parts if part)


def tokens(usage: Usage) -> str:
    if usage.input_tokens is None and usage.output_tokens is None:
        return ""
    about = "~" if usage.estimated else ""
    sent = "?" if usage.input_tokens is None else f"{usage.input_tokens:,}"
    answered = "?" if usage.output_tokens is None else f"{usage.output_tokens:,}"
    return translate("{0}{1}→{2} tokens").format(about, sent, answered)
