"""The audit log in the window: both logs, found, looked into, exported, verified."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from tests.gui.release.place_fixtures import made_registry, open_place, registry, services
from tests.store.audited import behind_the_guards
from workbench.domain.audit import AuditSource
from workbench.gui.release.seams import About, Part
from workbench.services.events import Acted

__all__ = ["made_registry", "open_place", "registry", "services"]
TRIAGE = "support/triage"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def audit(qtbot, services, registry, open_place):
    """The page, with three entries of the workspace and the events of the registry."""
    services.audit.record(Acted("export", "Ada", TRIAGE, 1, environment="dev", words="a first try"))
    services.audit.record(Acted("close-review", "Bo", words="The review tone."))
    opened = open_place()
    qtbot.mouseClick(opened.place.switch, LEFT, pos=opened.place.switch.tabRect(2).center())
    page = opened.place.page(Part.AUDIT)
    qtbot.waitUntil(lambda: page is not None and page.model.rowCount() > 3)
    opened.settle(qtbot)
    return SimpleNamespace(page=page, opened=opened, services=services, registry=registry)


def shown(page, column=2):
    model = page.model
    return [model.index(row, column).data() for row in range(model.rowCount())]


def told(page):
    return [label.text() for label in page.detail.area.widget().findChildren(QLabel)]


def settled(audit, qtbot):
    audit.opened.settle(qtbot)
    return shown(audit.page)


def test_both_logs_are_one_table_the_newest_at_the_top(audit, qtbot):
    QAbstractItemModelTester(audit.page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    assert set(shown(audit.page, 5)) == {"Workspace", "Registry"}
    times = [audit.page.model.entry(row).entry.at for row in range(audit.page.model.rowCount())]
    assert times == sorted(times, reverse=True)
    assert {"Exported", "Review closed", "Log begun", "Withdrawn", "Promoted"} <= set(
        shown(audit.page)
    )


@pytest.mark.parametrize("width", [600, 900, 1500])
def test_when_it_was_and_in_which_log_are_read_whole_at_any_width(audit, width):
    table = audit.page.table
    table.resize(width, 400)
    table.fit()

    for column in (0, 5):
        words = max(shown(audit.page, column), key=len)
        assert table.columnWidth(column) > table.fontMetrics().horizontalAdvance(words)
        assert table.columnWidth(column) >= table.sizeHintForColumn(column)
    heads = table.horizontalHeader()
    assert all(
        table.columnWidth(each) >= heads.sectionSizeHint(each) for each in range(heads.count())
    )


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("width", [1000, 1130, 1300, 1440])
def test_columns_share_what_there_is_beside_the_details(audit, qtbot, theme, width, scale):
    theme.set_text_scale(scale)
    audit.opened.place.resize(round(width * scale), 400)
    table = audit.page.table
    table.choose(1)
    if not audit.page.parts.narrow:
        audit.page.parts.open()
    qtbot.waitUntil(table.verticalScrollBar().isVisible)

    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)
    assert table.columnViewportPosition(0) == 0
    assert sum(map(table.columnWidth, range(7))) == table.viewport().width()


def test_it_is_searched_and_filtered_by_keyboard(audit, qtbot):
    page = audit.page
    qtbot.keyClicks(page.bar.words, "first try")
    qtbot.keyClick(page.bar.words, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(page) == ["Exported"])

    page.bar.clear()
    page.bar.person.setCurrentIndex(page.bar.person.findText("Bo"))
    page.bar.person.activated.emit(page.bar.person.currentIndex())
    qtbot.waitUntil(lambda: shown(page) == ["Review closed"])

    page.bar.clear()
    page.bar.source.setCurrentIndex(2)
    page.bar.source.activated.emit(2)
    qtbot.waitUntil(lambda: set(shown(page, 5)) == {"Registry"})

    qtbot.keyClicks(page.bar.words, "nobody wrote this")
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    assert page.nothing.isVisible()
    assert not page.detail.isVisible()


def test_the_last_days_alone_are_shown(audit, qtbot):
    page = audit.page
    page.bar.time.setCurrentIndex(1)
    page.bar.time.activated.emit(1)
    settled(audit, qtbot)

    day = datetime.now(UTC) - timedelta(days=1, minutes=1)
    assert all(page.model.entry(row).entry.at > day for row in range(page.model.rowCount()))
    assert "Exported" in shown(page)


def test_details_say_all_of_an_entry_and_the_commit_that_brought_an_event(audit, qtbot):
    page = audit.page
    page.table.choose(shown(page).index("Withdrawn"))
    qtbot.waitUntil(lambda: "Commit" in told(page))

    words = told(page)
    logged = page.detail.logged
    assert logged.source is AuditSource.REGISTRY
    assert "support/short v1" in words
    assert "It leaks" in words
    assert f"Registry, {logged.file}" in words

    page.table.choose(shown(page).index("Exported"))
    assert {"support/triage v1", "a first try", "Ada", "dev", "Workspace, entry 2"} <= set(
        told(page)
    )


def test_what_an_event_rests_on_is_read_in_the_browser(audit, qtbot, monkeypatch):
    opened = []
    from PySide6.QtGui import QDesktopServices

    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    page = audit.page
    rows = [row for row in range(page.model.rowCount()) if page.model.entry(row).entry.evidence]
    page.table.choose(rows[0])
    settled(audit, qtbot)
    buttons = page.detail.area.widget().findChildren(QPushButton)
    read = next(each for each in buttons if each.text() == "Read")

    qtbot.mouseClick(read, LEFT)

    qtbot.waitUntil(lambda: bool(opened))
    written = opened[0].toLocalFile()
    assert "in-toto" in Path(written).read_text(encoding="utf-8")


def test_what_is_not_here_any_more_is_said(audit, qtbot):
    said = []
    audit.opened.place.said.connect(said.append)
    page = audit.page
    logged = page.model.entry(shown(page).index("Review closed"))

    page.detail.read_wanted.emit(logged, "sha256:" + "0" * 64)

    qtbot.waitUntil(lambda: bool(said))
    assert said[0].startswith("It cannot be read here.")


def test_logs_that_nobody_touched_are_whole(audit, qtbot):
    qtbot.mouseClick(audit.page.bar.verify, LEFT)

    qtbot.waitUntil(lambda: audit.page.verdict.words.text().startswith("Whole: 3 entries"))
    assert audit.page.bar.verify.isEnabled()


def test_a_break_is_listed_marked_and_gone_to(audit, qtbot):
    page = audit.page
    behind_the_guards(
        audit.services.workspace,
        "UPDATE audit_entries SET document = replace(document, 'Ada', 'Eve') WHERE number = 2",
    )
    qtbot.mouseClick(page.bar.verify, LEFT)
    qtbot.waitUntil(lambda: page.verdict.places.count() == 1)
    item = page.verdict.places.item(0)
    assert item.text() == "Workspace, entry 2: was changed: what it says has another hash"
    qtbot.keyClicks(page.bar.words, "review tone")
    qtbot.waitUntil(lambda: shown(page) == ["Review closed"])

    qtbot.mouseClick(
        page.verdict.places.viewport(), LEFT, pos=page.verdict.places.visualItemRect(item).center()
    )

    qtbot.waitUntil(lambda: page.table.current is not None and page.table.current.number == 2)
    row = page.table.currentIndex().row()
    index = page.model.index(row, 0)
    assert "Broken:" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert any(words.startswith("The log breaks here") for words in told(page))
    assert page.bar.words.text() == ""


def test_an_entry_that_is_missing_leads_to_its_neighbour(audit, qtbot):
    page = audit.page
    behind_the_guards(audit.services.workspace, "DELETE FROM audit_entries WHERE number = 2")
    qtbot.mouseClick(page.bar.verify, LEFT)
    qtbot.waitUntil(lambda: page.verdict.places.count() == 1)

    page.verdict.places.itemActivated.emit(page.verdict.places.item(0))

    settled(audit, qtbot)
    assert page.verdict.places.item(0).text() == "Workspace, entry 2: is missing: removed"
    assert page.table.current.source is AuditSource.WORKSPACE


def test_more_entries_come_as_one_scrolls(audit, qtbot):
    page = audit.page
    for number in range(700):
        audit.services.audit.record(Acted("export", "Cy", words=f"number {number}"))
    page.bar.clear()
    settled(audit, qtbot)
    first = page.model.rowCount()
    assert page.model.more

    while page.model.more:
        before = page.model.rowCount()
        page.table.scrollToBottom()
        page.model.fetchMore(page.table.rootIndex())
        qtbot.waitUntil(lambda before=before: page.model.rowCount() > before)

    assert first < page.model.rowCount()
    assert shown(page).count("Exported") == 701


@pytest.mark.parametrize("ending", ["jsonl", "csv", "md"])
def test_what_is_shown_is_exported(audit, qtbot, tmp_path, ending):
    page, written = audit.page, []
    audit.opened.place.file_written.connect(written.append)
    audit.opened.ask.files = [tmp_path / f"log.{ending}"]
    qtbot.keyClicks(page.bar.words, "first try")
    qtbot.waitUntil(lambda: shown(page) == ["Exported"])

    qtbot.mouseClick(page.bar.export, LEFT)

    qtbot.waitUntil(lambda: bool(written))
    text = written[0].read_text(encoding="utf-8")
    assert "a first try" in text
    assert "tone" not in text
    if ending == "jsonl":
        assert [json.loads(line)["entry"]["number"] for line in text.splitlines()] == [2]


def test_what_is_done_meanwhile_comes_in(audit, qtbot):
    audit.services.events.publish(Acted("push", "Ada", words="to origin"))

    qtbot.waitUntil(lambda: shown(audit.page)[0] == "Pushed")


def test_a_page_can_ask_for_the_log_of_a_prompt(audit, qtbot):
    audit.opened.place.page(Part.MATRIX).part_wanted.emit(Part.AUDIT, About("support/short"))

    qtbot.waitUntil(lambda: set(shown(audit.page, 3)) == {"support/short v1"})


def test_a_registry_that_cannot_be_read_leaves_the_workspaces_log(audit, qtbot, registry):
    registry.rename(registry.with_name("moved"))

    audit.page.bar.clear()

    qtbot.waitUntil(lambda: set(shown(audit.page, 5)) == {"Workspace"})
    assert "cannot be shown" in audit.page.verdict.words.text()


def test_escape_closes_the_details_and_return_opens_them(audit, qtbot):
    page = audit.page
    page.table.setFocus()
    assert page.detail.isVisible()
    qtbot.keyClick(page.table, Qt.Key.Key_Escape)
    assert not page.detail.isVisible()

    qtbot.keyClick(page.table, Qt.Key.Key_Return)

    assert page.detail.isVisible()
    assert page.detail.area.hasFocus()


def test_details_are_gone_through_in_their_order_and_left_by_keyboard_alone(audit, qtbot):
    page = audit.page
    rows = range(page.model.rowCount())
    page.table.setFocus()
    page.table.choose(next(row for row in rows if page.model.entry(row).entry.evidence))
    asked = []

    press(Qt.Key.Key_Return)
    passed = [QApplication.focusWidget()]
    while not passed[-1].objectName().startswith("audit.read."):
        press(Qt.Key.Key_Tab)
        assert page.detail.isAncestorOf(QApplication.focusWidget())
        passed.append(QApplication.focusWidget())
    page.detail.read_wanted.disconnect()
    page.detail.read_wanted.connect(lambda *given: asked.append(given))
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Escape)

    [digest] = page.table.current.entry.evidence
    assert passed[-1].accessibleName() == f"Read {digest[:23]}…"
    heights = [each.mapTo(page, QPoint(0, 0)).y() for each in passed]
    assert heights == sorted(heights)
    assert [digest for _, digest in asked] == [page.table.current.entry.evidence[0]]
    assert page.table.hasFocus()


def press(key):
    QTest.keyClick(QApplication.focusWidget(), key)
