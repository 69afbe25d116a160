"""Results that come back: dropped, chosen or pasted; looked at, and then taken in."""

from __future__ import annotations

import hmac
import json
from datetime import UTC, datetime
from uuid import uuid4

import pytest
import rfc8785
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel

from tests.gui.review.open_review import made


@pytest.fixture
def kept(services):
    kept = made(services)
    for reviewer in kept.plan.reviewers:
        services.review_packs.write(kept.id, reviewer)
    return kept


@pytest.fixture
def review(qtbot, kept, open_review):
    review = open_review()
    qtbot.waitUntil(lambda: review.title == kept.plan.name)
    return review


def results(services, review, reviewer, count=2, *, tampered=False):
    """What the pack of that reviewer gives back."""
    packs = services.review_packs.written(review.id)
    pack = next(each.digest for each in packs if each.reviewer == reviewer)
    items = services.reviews.queue(review.id, reviewer)[:count]
    judgments = [
        {
            "id": str(uuid4()),
            "item": item.key,
            "at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "answers": {"tone": 5, "true": False},
            "comments": [],
            "skipped": "",
            "seconds": 20,
        }
        for item in items
    ]
    document = {
        "spec": "review-results/1",
        "review": review.digest,
        "pack": pack,
        "reviewer": reviewer,
        "made_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "judgments": judgments,
    }
    key = services.review_packs.key(review.id, reviewer)
    signature = hmac.new(key, rfc8785.dumps(document), "sha256").hexdigest()
    if tampered:
        document["judgments"][0]["answers"]["tone"] = 1
    return json.dumps({**document, "signature": f"hmac-sha256:{signature}"})


def drop(review, *paths):
    """As from the file manager."""
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    where = (Qt.DropAction.CopyAction, dragged)
    buttons = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entered = QDragEnterEvent(QPoint(9, 9), *where, *buttons)
    QApplication.sendEvent(review.place, entered)
    QApplication.sendEvent(review.place, QDropEvent(QPointF(9, 9), *where, *buttons))
    return entered.isAccepted()


def shown(review):
    return [label.text() for label in review.intake.findChildren(QLabel)]


def logged(review):
    return [label.text() for label in review.overview.log.findChildren(QLabel)]


def said(services, kept):
    return {(each.reviewer, each.answer("tone")) for each in services.reviews.judgments(kept.id)}


def test_dropped_results_are_shown_and_change_nothing_until_they_are_taken_in(
    qtbot, services, kept, review, tmp_path
):
    paths = [tmp_path / "ada.json", tmp_path / "bo.json"]
    for path, reviewer in zip(paths, ("ada", "bo"), strict=True):
        path.write_text(results(services, kept, reviewer))

    assert drop(review, *paths)

    qtbot.waitUntil(review.intake.isVisible)
    assert "Refund answers: 2 new answers from ada." in shown(review)
    assert review.intake.take.text() == "Take in 4 judgments"
    assert review.intake.take.hasFocus()
    assert said(services, kept) == set()

    qtbot.keyClick(review.intake.take, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: not review.intake.isVisible())
    assert said(services, kept) == {("ada", 5), ("bo", 5)}
    qtbot.waitUntil(lambda: review.overview.table.lines.index(0, 1).data() == "2 of 3")


def test_a_tampered_file_is_taken_in_only_where_a_person_insists(
    qtbot, services, kept, review, tmp_path
):
    path = tmp_path / "ada.json"
    path.write_text(results(services, kept, "ada", tampered=True))

    drop(review, path)

    qtbot.waitUntil(review.intake.isVisible)
    assert not review.intake.take.isEnabled()
    assert any("signature" in words for words in shown(review))
    box = review.intake.findChild(object, "intake.insist")
    box.click()
    review.intake.take.click()

    qtbot.waitUntil(lambda: said(services, kept) != set())
    qtbot.waitUntil(lambda: any("signature" in words for words in logged(review)))


def test_what_is_no_results_file_is_refused_with_the_reason(qtbot, review, tmp_path):
    (tmp_path / "holiday.json").write_text('{"spec": "something else"}')

    drop(review, tmp_path / "holiday.json", tmp_path / "gone.json", tmp_path)

    qtbot.waitUntil(review.intake.isVisible)
    assert shown(review)[0] == "Nothing to take in"
    assert "Cannot be read: No such file or directory" in shown(review)
    assert not review.intake.take.isVisible()
    review.intake.leave.click()
    assert not review.intake.isVisible()


def test_the_same_file_again_is_nothing_new(qtbot, services, kept, review, tmp_path):
    path = tmp_path / "ada.json"
    path.write_text(results(services, kept, "ada"))
    plan = services.review_results.read(path.read_bytes(), path.name)
    services.review_results.take(plan)

    drop(review, path)

    qtbot.waitUntil(review.intake.isVisible)
    assert any("Nothing new from ada" in words for words in shown(review))


def test_files_dropped_one_after_the_other_wait_together(qtbot, services, kept, review, tmp_path):
    paths = [tmp_path / "ada.json", tmp_path / "bo.json"]
    for path, reviewer in zip(paths, ("ada", "bo"), strict=True):
        path.write_text(results(services, kept, reviewer))

    drop(review, paths[0])
    drop(review, paths[1])
    drop(review, paths[0])

    qtbot.waitUntil(lambda: review.background.idle)
    assert [offer.name for offer in review.intake.offers] == ["ada.json", "bo.json"]


def test_copied_results_are_pasted_wherever_the_keyboard_is(qtbot, services, kept, review):
    QApplication.clipboard().setText(results(services, kept, "bo"))
    review.lists.list.setFocus()

    keys = QKeySequence(QKeySequence.StandardKey.Paste)[0]
    qtbot.keyClick(review.lists.list, keys.key(), keys.keyboardModifiers())

    qtbot.waitUntil(review.intake.isVisible)
    assert review.intake.offers[0].name == "Pasted text"
    assert "Take in 2 judgments" in review.intake.take.text()


def test_files_are_chosen_several_at_once(qtbot, services, kept, review, tmp_path):
    paths = [tmp_path / "ada.json", tmp_path / "bo.json"]
    for path, reviewer in zip(paths, ("ada", "bo"), strict=True):
        path.write_text(results(services, kept, reviewer))
    review.ask.files = [paths]

    review.press(qtbot, "review.import")

    qtbot.waitUntil(lambda: len(review.intake.chosen) == 2)


def test_text_that_is_dragged_is_no_results(review):
    dragged = QMimeData()
    dragged.setText("hello")
    entered = QDragEnterEvent(
        QPoint(9, 9),
        Qt.DropAction.CopyAction,
        dragged,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    entered.ignore()

    QApplication.sendEvent(review.place, entered)

    assert not entered.isAccepted()
