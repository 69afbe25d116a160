"""Attaching files to messages as a person does: drop, paste, the button, the dialog."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QToolButton

from tests.gui.write.open_write import open_prompt
from workbench.gui.write.attachments.thumbnails import thumbnail

CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


def a_picture(width=40, height=30):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    return image


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "plan.png"
    assert a_picture().save(str(path))
    return path


def files(*paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(widget, data):
    """What the system sends when files are let go over a widget."""
    inside = widget.rect().center()
    actions, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(inside, actions, data, LEFT, none)
    QApplication.sendEvent(widget, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(widget, QDropEvent(QPointF(inside), actions, data, LEFT, none))
    return True


def attached(write, index=0):
    return [each.name for each in write.session.content.messages[index].attachments]


def chips(write, index=0):
    return write.place.editor.cards.cards[index].attachments.chips


def paste(qtbot, write, data):
    QApplication.clipboard().setMimeData(data)
    edit = write.message(0)
    edit.setFocus()
    qtbot.keyClick(edit, Qt.Key.Key_V, CONTROL)


def test_files_dropped_on_a_card_are_attached_and_the_image_is_shown(write, qtbot, picture):
    notes = picture.with_name("notes.txt")
    notes.write_text("Zürich", encoding="utf-8")
    card = write.place.editor.cards.cards[0]

    assert drop(card, files(picture, notes))
    qtbot.waitUntil(lambda: attached(write) == ["plan.png", "notes.txt"])

    image, text = chips(write)
    assert image.isVisible()
    assert image.name.text() == "plan.png"
    qtbot.waitUntil(lambda: image.picture.pixmap().width() > image.picture.pixmap().height())
    assert image.picture.pixmap().toImage().pixelColor(2, 2) == QColor("teal")
    assert text.accessibleName() == "Attached: notes.txt"


def test_files_dropped_on_the_text_are_attached_and_not_typed(write, qtbot, picture):
    before = write.message(0).exact_text()

    assert drop(write.message(0).viewport(), files(picture))
    qtbot.waitUntil(lambda: attached(write) == ["plan.png"])

    assert write.message(0).exact_text() == before


def test_a_copied_picture_is_pasted_as_a_file(write, qtbot):
    data = QMimeData()
    data.setImageData(a_picture())

    paste(qtbot, write, data)
    qtbot.waitUntil(lambda: attached(write) == ["pasted.png"])

    [each] = write.session.content.messages[0].attachments
    kept = write.services.attachments.bytes_of(each)
    assert QImage.fromData(kept).size() == a_picture().size()


def test_text_that_brings_a_picture_of_itself_is_pasted_as_text(write, qtbot):
    data = QMimeData()
    data.setText("a cell of a table")
    data.setImageData(a_picture())
    write.message(0).selectAll()

    paste(qtbot, write, data)

    assert write.message(0).exact_text() == "a cell of a table"
    assert attached(write) == []


def test_a_file_of_another_kind_is_refused_by_name_and_nothing_changes(write, qtbot, tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(b"%PDF-1.7\x00\x93")

    drop(write.place.editor.cards.cards[0], files(path))
    qtbot.waitUntil(lambda: len(write.ask.errors) == 1)

    assert "report.pdf is neither an image nor text" in write.ask.errors[0].message
    assert attached(write) == []


def test_the_button_and_the_command_ask_for_a_file(write, qtbot, picture):
    asked = []
    write.ask.open_file = lambda *words: asked.append(words) or picture
    button = write.place.editor.findChild(QToolButton, "editor.attach.0")

    qtbot.mouseClick(button, LEFT)
    qtbot.waitUntil(lambda: attached(write) == ["plan.png"])
    write.message(0).setFocus()
    write.actions.run("message.attach")

    qtbot.waitUntil(lambda: len(asked) == 2)
    assert attached(write) == ["plan.png"]


def test_attaching_and_removing_are_steps_of_undo(write, qtbot, picture):
    drop(write.place.editor.cards.cards[0], files(picture))
    qtbot.waitUntil(lambda: attached(write) == ["plan.png"])
    remove = chips(write)[0].remove
    remove.setFocus()

    qtbot.keyClick(remove, Qt.Key.Key_Delete)
    assert attached(write) == []
    assert write.message(0).hasFocus()
    write.actions.run("draft.undo")
    assert attached(write) == ["plan.png"]
    write.actions.run("draft.undo")

    assert attached(write) == []
    assert not write.place.editor.cards.cards[0].attachments.isVisible()


def test_what_is_typed_leaves_the_attachments_alone(write, qtbot, picture):
    drop(write.place.editor.cards.cards[0], files(picture))
    qtbot.waitUntil(lambda: attached(write) == ["plan.png"])

    write.message(0).setFocus()
    qtbot.keyClicks(write.message(0), "!")

    assert attached(write) == ["plan.png"]
    assert "!" in write.session.content.messages[0].text


def test_attachments_are_reached_by_tab_before_the_text(write, qtbot, picture):
    drop(write.place.editor.cards.cards[0], files(picture))
    qtbot.waitUntil(lambda: attached(write) == ["plan.png"])
    card = write.place.editor.cards.cards[0]
    card.header.menu.setFocus()

    qtbot.keyClick(card.header.menu, Qt.Key.Key_Tab)

    assert chips(write)[0].remove.hasFocus()


def test_a_card_that_may_only_be_read_takes_no_files(write, picture):
    write.place.editor.cards.set_read_only(True)

    assert not drop(write.place.editor.cards.cards[0], files(picture))


def test_a_component_takes_no_files_and_says_where_they_belong(write, qtbot, picture):
    open_prompt(qtbot, write, "tone/warm")
    write.message(0).setFocus()

    write.actions.run("message.attach")

    assert "component takes no files" in write.ask.errors[0].message
    assert not drop(write.place.editor.cards.cards[0], files(picture))


def test_an_address_on_the_web_is_never_fetched(write):
    data = QMimeData()
    data.setUrls([QUrl("https://example.com/plan.png")])

    assert not drop(write.place.editor.cards.cards[0], data)


def test_a_picture_is_shown_small_whatever_its_size(picture):
    assert a_picture(3000, 1000).save(str(picture))

    small = thumbnail(picture.read_bytes(), "image/png", 40)

    assert (small.width(), small.height()) == (120, 40)


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"\x89PNG\r\n\x1a\n and no more", "image/png"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "image/svg+xml"),
        (b"", "image/gif"),
    ],
)
def test_what_is_no_picture_is_shown_by_its_name_alone(data, media_type):
    assert thumbnail(data, media_type, 40) is None


def test_a_picture_that_unfolds_to_too_many_pixels_is_not_decoded(picture):
    huge = bytearray(picture.read_bytes())
    huge[16:24] = (60_000).to_bytes(4, "big") * 2

    assert thumbnail(bytes(huge), "image/png", 40) is None
