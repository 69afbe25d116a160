from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDoubleSpinBox, QLineEdit, QPushButton

from tests.gui.fake_engine import FakeEngine
from workbench.domain.errors import InvalidInput, KeyringUnusable
from workbench.domain.models import Endpoint, KeyStatus
from workbench.domain.settings import BOUNDS, Limits, Settings, Timeouts
from workbench.gui.kit.background import Background
from workbench.gui.settings.panel import SettingsPanel
from workbench.gui.settings.presenter import SettingsPresenter
from workbench.gui.settings.table import SETTINGS, changed_by
from workbench.services.events import EventBus
from workbench.services.keys import KeyService
from workbench.services.settings import SettingsService

KEY = "planted-key-0123456789"


class RememberedSettings:
    def __init__(self):
        self.settings = Settings()

    def load(self):
        return self.settings

    def save(self, settings):
        self.settings = settings


class RememberedKeys:
    """Keys in memory; `usable` is whether there is a keyring."""

    def __init__(self):
        self.kept, self.session, self.usable = {}, {}, True

    def status(self, provider):
        source = "keyring" if provider in self.kept else ""
        source = "session" if provider in self.session else source
        return KeyStatus(provider, f"{provider.upper()}_API_KEY", source)

    def keep(self, provider, key):
        if not self.usable:
            raise KeyringUnusable("There is no keyring on this system.")
        self.kept[provider] = key

    def keep_for_session(self, provider, key):
        self.session[provider] = key

    def forget(self, provider):
        self.kept.pop(provider, None)
        self.session.pop(provider, None)


class Ask:
    def __init__(self):
        self.errors = []

    def show_error(self, error):
        self.errors.append(error)


@pytest.fixture
def page(qtbot, theme, icons):
    panel = SettingsPanel(theme, icons)
    qtbot.addWidget(panel)
    panel.resize(900, 700)
    panel.show()
    panel.store, panel.key_store, panel.engine = (
        RememberedSettings(),
        RememberedKeys(),
        FakeEngine(),
    )
    panel.ask, background, events = Ask(), Background(), EventBus()
    panel.presenter = SettingsPresenter(
        panel,
        SettingsService(panel.store, events),
        KeyService(panel.key_store, events),
        panel.engine,
        background,
        panel.ask,
    )
    panel.presenter.load()
    qtbot.waitUntil(lambda: panel.findChild(QLineEdit, "settings.key.openai.field") is not None)
    yield panel
    background.close()
    background.deleteLater()
    panel.engine.deleteLater()


def type_key(qtbot, page, key=KEY, button="keep"):
    page.presenter.edit_key("openai")
    field = page.findChild(QLineEdit, "settings.key.openai.field")
    qtbot.waitUntil(field.isVisible)
    field.setText(key)
    click(qtbot, page, f"settings.key.openai.{button}")
    return field


def click(qtbot, page, name):
    qtbot.mouseClick(page.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def test_a_key_is_kept_in_the_keyring_and_never_shown_back(qtbot, page):
    field = type_key(qtbot, page)

    qtbot.waitUntil(lambda: page.key_store.kept == {"openai": KEY})
    qtbot.waitUntil(lambda: field.text() == "")
    assert field.echoMode() == QLineEdit.EchoMode.Password


def test_without_a_keyring_it_is_said_plainly_and_the_session_keeps_it(qtbot, page):
    page.key_store.usable = False
    type_key(qtbot, page)
    notice = page.findChild(type(page.keys._notice), "settings.keys.notice")
    qtbot.waitUntil(lambda: "There is no keyring" in notice.text())

    click(qtbot, page, "settings.key.openai.session")

    qtbot.waitUntil(lambda: page.engine.session_keys == {"openai": KEY})
    assert page.key_store.kept == {}


def test_a_forgotten_key_is_forgotten_by_the_engine_too(qtbot, page):
    type_key(qtbot, page, button="session")
    qtbot.waitUntil(lambda: page.engine.session_keys == {"openai": KEY})

    click(qtbot, page, "settings.key.openai.forget")

    qtbot.waitUntil(lambda: page.engine.session_keys == page.key_store.session == {})


def test_a_key_from_the_environment_cannot_be_replaced_here(qtbot, page):
    page.keys.show_statuses([KeyStatus("openai", "OPENAI_API_KEY", "environment")])

    change = page.findChild(QPushButton, "settings.key.openai.change")

    assert not change.isEnabled()
    assert "OPENAI_API_KEY" in change.toolTip()


def test_a_changed_number_is_saved_and_the_rest_is_left_alone(qtbot, page):
    page.store.settings = replace(Settings(), author="Ada")

    page.findChild(QDoubleSpinBox, "settings.limits.confirm_above_usd").setValue(2.5)

    qtbot.waitUntil(lambda: page.store.settings.limits.confirm_above_usd == Decimal("2.50"))
    assert page.store.settings.author == "Ada"


def test_a_model_is_added_by_its_name(qtbot, page):
    page.show_section("models")
    field = page.findChild(QLineEdit, "settings.models.name")

    qtbot.keyClicks(field, "groq/llama-3")
    qtbot.keyClick(field, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: page.store.settings.models == ("groq/llama-3",))


def test_a_name_that_is_no_model_is_refused_beside_the_field(qtbot, page):
    page.show_section("models")
    field = page.findChild(QLineEdit, "settings.models.name")

    qtbot.keyClicks(field, "llama")
    qtbot.keyClick(field, Qt.Key.Key_Return)

    assert page.models._problem.isVisible()
    assert page.store.settings.models == ()


def test_an_endpoint_is_kept_when_it_is_whole(qtbot, page):
    page.show_section("endpoints")
    click(qtbot, page, "settings.endpoints.add")
    for part, text in (("name", "lab"), ("url", "http://127.0.0.1:9/v1"), ("models", "a, b")):
        field = page.findChild(QLineEdit, f"settings.endpoint.0.{part}")
        field.setText(text)
        field.editingFinished.emit()

    expected = Endpoint("lab", "http://127.0.0.1:9/v1", ("a", "b"))
    qtbot.waitUntil(lambda: page.store.settings.endpoints == (expected,))


def test_a_value_the_service_refuses_is_told(qtbot, page):
    page.presenter.change({"limits.attempts": 0})

    qtbot.waitUntil(lambda: bool(page.ask.errors))
    assert isinstance(page.ask.errors[0], InvalidInput)
    assert page.store.settings == Settings()


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_the_usual_value_of_a_setting_can_be_used(setting):
    assert setting.check(setting.default) == ""
    assert changed_by({setting.key: setting.default})(Settings()) == Settings()


def test_the_page_shows_every_number_that_has_bounds():
    assert {each.key for each in SETTINGS if each.bounds} == set(BOUNDS)


@pytest.mark.parametrize("key", BOUNDS)
def test_the_page_offers_what_the_service_keeps_and_no_more(page, key):
    offered = next(setting for setting in SETTINGS if setting.key == key)
    field = page.findChild(QDoubleSpinBox, f"settings.{key}")

    assert (field.minimum() * offered.scale, field.maximum() * offered.scale) == BOUNDS[key]


@pytest.mark.parametrize(
    ("settings", "key", "shown"),
    [
        (Settings(limits=Limits(output_bytes=1_572_864)), "limits.output_bytes", "1.5 MiB"),
        (Settings(limits=Limits(attempts=20)), "limits.attempts", "20"),
        (Settings(timeouts=Timeouts(idle=0.25)), "timeouts.idle", "0.25 s"),
        (Settings(), "timeouts.total", "600 s"),
        (Settings(), "limits.confirm_above_usd", "0.50 USD"),
    ],
)
def test_a_number_is_shown_as_it_is(page, settings, key, shown):
    page.show_settings(settings)

    assert page.findChild(QDoubleSpinBox, f"settings.{key}").text() == shown


def test_the_engine_has_the_key_before_anyone_hears_that_keys_changed(qtbot, page):
    heard = []
    page.key_store.keep_for_session = lambda provider, key: heard.append(page.engine.session_keys)

    type_key(qtbot, page, button="session")

    qtbot.waitUntil(lambda: heard == [{"openai": KEY}])


def test_a_key_that_is_refused_for_the_session_is_not_left_with_the_engine(qtbot, page):
    def refuse(provider, key):
        raise InvalidInput("The key has a blank inside.")

    page.key_store.keep_for_session = refuse

    type_key(qtbot, page, button="session")

    qtbot.waitUntil(lambda: "blank inside" in page.keys.row("openai")._problem.text())
    assert page.engine.session_keys == {}
