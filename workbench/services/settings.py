"""What a person can set: read, checked, saved."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from workbench.domain.errors import InvalidInput
from workbench.domain.models import Endpoint
from workbench.domain.settings import BOUNDS, Settings
from workbench.services.events import EventBus, SettingsChanged
from workbench.services.ports import SettingsStore

THEMES = ("system", "light", "dark")
ENDPOINT_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,60}")
TAKEN = frozenset({"demo"})


class SettingsService:
    def __init__(
        self,
        store: SettingsStore,
        events: EventBus,
        name_known: Callable[[str], str] = lambda _registry: "",
    ) -> None:
        self._store, self._events, self._name_known = store, events, name_known

    def load(self) -> Settings:
        """Raises `FileProblem` naming what is wrong in the file."""
        return self._store.load()

    def save(self, settings: Settings) -> None:
        """Raises `InvalidInput` naming what cannot be saved."""
        for key, problem in problems_of(settings):
            raise InvalidInput(f"{key}: {problem}.")
        self._store.save(settings)
        self._events.publish(SettingsChanged())

    def author(self) -> str:
        """Who makes versions and approvals: the name that was set, or the one that is known of
        who works with the team's registry. Asks git, so not for the window's own thread."""
        settings = self.load()
        return settings.author or self._name_known(settings.registry)


def problems_of(settings: Settings) -> Iterator[tuple[str, str]]:
    """Key and problem of every value that cannot be used."""
    for key, (least, most) in BOUNDS.items():
        if problem := number_problem(value_of(settings, key), least, most):
            yield key, problem
    if settings.theme not in THEMES:
        yield "theme", f"it is one of {', '.join(THEMES)}"
    for model in settings.models:
        if not model.strip() or model != model.strip():
            yield "models", f"{model!r} is not the name of a model"
    for key in ("judge_model", "embedding_model"):
        name = value_of(settings, key)
        if name != name.strip():
            yield key, f"{name!r} is not the name of a model"
    names: set[str] = set()
    for index, endpoint in enumerate(settings.endpoints):
        for field, problem in endpoint_problems(endpoint):
            yield f"endpoints[{index}].{field}", problem
        if endpoint.name in names:
            yield f"endpoints[{index}].name", f"two endpoints are called {endpoint.name!r}"
        names.add(endpoint.name)


def endpoint_problems(endpoint: Endpoint) -> Iterator[tuple[str, str]]:
    if not ENDPOINT_NAME.fullmatch(endpoint.name) or endpoint.name in TAKEN:
        yield "name", "it is small letters, digits, dots and hyphens, and not “demo”"
    try:
        url = urlsplit(endpoint.base_url)
        usable = url.scheme in ("http", "https") and bool(url.hostname) and url.port != 0
    except ValueError:
        usable = False
    if not usable:
        yield "base_url", "it begins with http:// or https:// and names a server"
    elif url.username or url.password or url.query or url.fragment:
        yield "base_url", "a key does not stand in an address; keep it in Settings, Keys"
    if any(not model.strip() for model in endpoint.models):
        yield "models", "a name is empty"


def number_problem(value: Any, least: float, most: float) -> str:
    if not math.isfinite(value) or not least <= value <= most:
        return f"it is not between {least:g} and {most:g}"
    return ""


def value_of(settings: Settings, key: str) -> Any:
    value: Any = settings
    for name in key.split("."):
        value = getattr(value, name)
    return value
