"""The settings page, between the person, the services and the engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from workbench.domain.errors import KeyringUnusable, WorkbenchError
from workbench.domain.models import KeyStatus
from workbench.domain.settings import Settings
from workbench.gui.kit.ask import Ask
from workbench.gui.kit.background import Background
from workbench.gui.kit.engine import Engine
from workbench.gui.settings.panel import SettingsPanel
from workbench.gui.settings.table import changed_by
from workbench.services.keys import PROVIDERS, KeyService
from workbench.services.settings import SettingsService


class SettingsPresenter(QObject):
    def __init__(
        self,
        panel: SettingsPanel,
        settings: SettingsService,
        keys: KeyService,
        engine: Engine,
        background: Background,
        ask: Ask,
    ) -> None:
        super().__init__(panel)
        self._panel, self._settings, self._keys = panel, settings, keys
        self._engine, self._background, self._ask = engine, background, ask
        self._providers: list[str] = list(PROVIDERS)
        panel.changed.connect(lambda key, value: self.change({key: value}))
        panel.keys.keep_requested.connect(self._keep)
        panel.keys.session_requested.connect(self._keep_for_session)
        panel.keys.forget_requested.connect(self._forget)
        panel.keys.provider_named.connect(self._add_provider)

    def load(self) -> None:
        """Read again what is set and which keys there are."""
        self._background.run(self, self._settings.load, self.show_settings, self._ask.show_error)
        self.load_keys()

    def load_keys(self) -> None:
        providers = tuple(self._providers)
        self._background.run(self, lambda: self._keys.statuses(providers), self._show_keys)

    def show_settings(self, settings: Settings) -> None:
        new = [e.name for e in settings.endpoints if e.key_required] + [
            name.partition("/")[0] for name in settings.models
        ]
        added = [name for name in dict.fromkeys(new) if name not in self._providers]
        self._providers.extend(added)
        self._panel.show_settings(settings)
        if added:
            self.load_keys()

    def change(self, values: dict[str, Any]) -> None:
        """Keep some values, leaving the others as they are in the file."""
        change = changed_by(values)

        def save() -> None:
            self._settings.save(change(self._settings.load()))

        self._background.run(self, save, None, self._on_not_saved)

    def _on_not_saved(self, error: WorkbenchError) -> None:
        self._ask.show_error(error)
        self.load()

    def edit_key(self, provider: str) -> None:
        """Show the keys, ready to type that provider's."""
        self._panel.show_section("keys")
        if provider:
            if provider not in self._providers:
                self._providers.append(provider)
            self._read_statuses(lambda: self._panel.keys.edit(provider))

    def _show_keys(self, statuses: list[KeyStatus]) -> None:
        self._panel.keys.show_statuses(statuses)

    def _keep(self, provider: str, key: str) -> None:
        self._engine.forget_session_key(provider)
        self._background.run(
            self,
            lambda: self._keys.keep(provider, key),
            lambda _nothing: self._kept(provider),
            lambda error: self._not_kept(provider, error),
        )

    def _kept(self, provider: str) -> None:
        self._panel.keys.row(provider).finish()
        self._panel.keys.show_no_keyring("")
        self.load_keys()

    def _not_kept(self, provider: str, error: WorkbenchError) -> None:
        self._panel.keys.row(provider).show_problem(f"{error.message} {error.hint}".strip())
        if isinstance(error, KeyringUnusable):
            self._panel.keys.show_no_keyring(
                self.tr("{0}: {1} Choose “This session only”.").format(error.title, error.message)
            )

    def _keep_for_session(self, provider: str, key: str) -> None:
        """The engine is told first: whoever hears that keys changed asks it for its models."""

        def not_kept(error: WorkbenchError) -> None:
            self._engine.forget_session_key(provider)
            self._not_kept(provider, error)

        self._engine.keep_session_key(provider, key)
        self._background.run(
            self,
            lambda: self._keys.keep_for_session(provider, key),
            lambda _nothing: self._kept(provider),
            not_kept,
        )

    def _forget(self, provider: str) -> None:
        self._engine.forget_session_key(provider)
        self._background.run(
            self,
            lambda: self._keys.forget(provider),
            lambda _nothing: self.load_keys(),
            lambda error: self._not_kept(provider, error),
        )

    def _add_provider(self, provider: str) -> None:
        self.edit_key(provider)

    def _read_statuses(self, then: Callable[[], None]) -> None:
        providers = tuple(self._providers)

        def show(statuses: list[KeyStatus]) -> None:
            self._show_keys(statuses)
            then()

        self._background.run(self, lambda: self._keys.statuses(providers), show)
