"""Every setting with a plain value, declared once: the page and `docs/settings.md` come from it.

Keys are the names of `domain.settings.Settings`, with a dot between the parts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from workbench.domain.settings import BOUNDS, MEBIBYTE, Settings
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP


class Section(StrEnum):
    """Of the page, in this order; the value is the title."""

    LIMITS = QT_TRANSLATE_NOOP("settings", "Limits")
    TIMEOUTS = QT_TRANSLATE_NOOP("settings", "Timeouts")
    APPEARANCE = QT_TRANSLATE_NOOP("settings", "Appearance")
    JUDGES = QT_TRANSLATE_NOOP("settings", "Judges")
    AUTHOR = QT_TRANSLATE_NOOP("settings", "Author")


@dataclass(frozen=True, slots=True)
class Setting:
    """`choices` are (value, words); `unit` stands behind a number, which is shown divided by
    `scale`."""

    key: str
    section: Section
    title: str
    help: str
    step: float = 1
    unit: str = ""
    scale: int = 1
    choices: tuple[tuple[str | bool, str], ...] = ()

    @property
    def default(self) -> Any:
        return value_of(Settings(), self.key)

    @property
    def bounds(self) -> tuple[float, float] | None:
        """Least and most of a number, as it is shown."""
        if self.key not in BOUNDS:
            return None
        least, most = BOUNDS[self.key]
        return least / self.scale, most / self.scale

    def check(self, value: Any) -> str:
        """Why the value cannot be used; empty if it can."""
        if self.choices and value not in [choice for choice, _words in self.choices]:
            return "not one of the choices"
        if self.bounds:
            least, most = self.bounds
            if not least <= float(value) / self.scale <= most:
                return f"not between {least:g} and {most:g}"
        return ""


def value_of(settings: Settings, key: str) -> Any:
    value: Any = settings
    for name in key.split("."):
        value = getattr(value, name)
    return value


def with_value(settings: Settings, key: str, value: Any) -> Settings:
    """The settings with one value replaced, in the type it has."""
    outer, _, inner = key.partition(".")
    if inner:
        part = getattr(settings, outer)
        typed = type(value_of(settings, key))(value)
        return replace(settings, **{outer: replace(part, **{inner: typed})})
    return replace(settings, **{outer: value})


def changed_by(values: dict[str, Any]) -> Callable[[Settings], Settings]:
    """A function that replaces several values."""

    def change(settings: Settings) -> Settings:
        for key, value in values.items():
            settings = with_value(settings, key, value)
        return settings

    return change


def _limit(name: str, title: str, sentence: str, **more: Any) -> Setting:
    return Setting(f"limits.{name}", Section.LIMITS, title, sentence, **more)


def _timeout(name: str, title: str, sentence: str) -> Setting:
    return Setting(f"timeouts.{name}", Section.TIMEOUTS, title, sentence, unit="s")


SETTINGS: tuple[Setting, ...] = (
    _limit(
        "confirm_above_usd",
        QT_TRANSLATE_NOOP("settings", "Ask before a run over"),
        QT_TRANSLATE_NOOP("settings", "A run that is estimated to cost more is asked about first."),
        step=0.1,
        unit="USD",
    ),
    _limit(
        "live_usd_per_hour",
        QT_TRANSLATE_NOOP("settings", "Live mode, an hour"),
        QT_TRANSLATE_NOOP("settings", "Live mode stops by itself when this much is spent."),
        step=0.1,
        unit="USD",
    ),
    _limit(
        "live_calls_per_hour",
        QT_TRANSLATE_NOOP("settings", "Live calls an hour"),
        QT_TRANSLATE_NOOP("settings", "Live mode stops by itself after this many calls."),
    ),
    _limit(
        "concurrency_per_provider",
        QT_TRANSLATE_NOOP("settings", "Requests at once"),
        QT_TRANSLATE_NOOP("settings", "To one provider; the others wait for their turn."),
    ),
    _limit(
        "concurrency_local",
        QT_TRANSLATE_NOOP("settings", "At once, on this machine"),
        QT_TRANSLATE_NOOP("settings", "To a model server on this machine; most answer one by one."),
    ),
    _limit(
        "attempts",
        QT_TRANSLATE_NOOP("settings", "Tries of one run"),
        QT_TRANSLATE_NOOP("settings", "The first included. Only what may pass is tried again."),
    ),
    _limit(
        "output_bytes",
        QT_TRANSLATE_NOOP("settings", "Largest answer"),
        QT_TRANSLATE_NOOP("settings", "An answer that grows larger is stopped; its text is kept."),
        unit="MiB",
        scale=MEBIBYTE,
    ),
    _limit(
        "render_seconds",
        QT_TRANSLATE_NOOP("settings", "Longest rendering"),
        QT_TRANSLATE_NOOP("settings", "A template that takes longer is stopped."),
        step=0.5,
        unit="s",
    ),
    _limit(
        "render_bytes",
        QT_TRANSLATE_NOOP("settings", "Largest rendered prompt"),
        QT_TRANSLATE_NOOP("settings", "A template that makes more is stopped."),
        unit="MiB",
        scale=MEBIBYTE,
    ),
    _timeout(
        "connect",
        QT_TRANSLATE_NOOP("settings", "To connect"),
        QT_TRANSLATE_NOOP("settings", "Until the provider takes the call."),
    ),
    _timeout(
        "first_token",
        QT_TRANSLATE_NOOP("settings", "To the first word"),
        QT_TRANSLATE_NOOP("settings", "Until the answer begins."),
    ),
    _timeout(
        "idle",
        QT_TRANSLATE_NOOP("settings", "Without a word"),
        QT_TRANSLATE_NOOP("settings", "The longest silence inside an answer."),
    ),
    _timeout(
        "total",
        QT_TRANSLATE_NOOP("settings", "In all"),
        QT_TRANSLATE_NOOP("settings", "From the call to the end of the answer."),
    ),
    Setting(
        "theme",
        Section.APPEARANCE,
        QT_TRANSLATE_NOOP("settings", "Theme"),
        QT_TRANSLATE_NOOP("settings", "Light and dark follow the system unless one is chosen."),
        choices=(
            ("system", QT_TRANSLATE_NOOP("settings", "As the system")),
            ("light", QT_TRANSLATE_NOOP("settings", "Light")),
            ("dark", QT_TRANSLATE_NOOP("settings", "Dark")),
        ),
    ),
    Setting(
        "text_scale",
        Section.APPEARANCE,
        QT_TRANSLATE_NOOP("settings", "Text size"),
        QT_TRANSLATE_NOOP("settings", "In proportion to the system's. Also by Ctrl+= and Ctrl+-."),
        step=0.1,
        unit="×",
    ),
    Setting(
        "notify",
        Section.APPEARANCE,
        QT_TRANSLATE_NOOP("settings", "Say that a long job ended"),
        QT_TRANSLATE_NOOP(
            "settings", "On the desktop, while the window is in the background. No text of prompts."
        ),
        choices=(
            (True, QT_TRANSLATE_NOOP("settings", "Yes")),
            (False, QT_TRANSLATE_NOOP("settings", "No")),
        ),
    ),
    Setting(
        "judge_model",
        Section.JUDGES,
        QT_TRANSLATE_NOOP("settings", "Model of the judges"),
        QT_TRANSLATE_NOOP(
            "settings", "Asked where neither the check nor the judge's prompt names a model."
        ),
    ),
    Setting(
        "embedding_model",
        Section.JUDGES,
        QT_TRANSLATE_NOOP("settings", "Model of embeddings"),
        QT_TRANSLATE_NOOP("settings", "Compares meanings, for “similar” and “answer-relevance”."),
    ),
    Setting(
        "author",
        Section.AUTHOR,
        QT_TRANSLATE_NOOP("settings", "Name"),
        QT_TRANSLATE_NOOP("settings", "Stands on the versions and approvals that you make."),
    ),
    Setting(
        "registry",
        Section.AUTHOR,
        QT_TRANSLATE_NOOP("settings", "Registry"),
        QT_TRANSLATE_NOOP("settings", "Folder of the git repository that versions go to."),
    ),
)

_BY_KEY = {each.key: each for each in SETTINGS}


def setting(key: str) -> Setting:
    return _BY_KEY[key]


def is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)
