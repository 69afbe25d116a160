"""What people do to the library, over a real workspace: move, label, archive, find, go to."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication, QDialog

from tests.builders import a_content
from tests.gui.write.library.dragging import drag
from workbench.domain.prompts import Label, PromptKind
from workbench.gui.write.library.card_dialog import CardDialog
from workbench.gui.write.library.folder_dialog import FolderDialog
from workbench.gui.write.library.labels_dialog import LabelsDialog
from workbench.gui.write.library.switcher import QuickSwitcher
from workbench.gui.write.library.tree import Filter, Kind
from workbench.gui.write.library.uses_dialog import UsesDialog

WARM = Label("tone", "warm")
SELECT = QItemSelectionModel.SelectionFlag.Select


@pytest.fixture
def library(qtbot, write):
    """The tree has the keyboard."""
    write.place.activateWindow()
    qtbot.waitUntil(write.place.isActiveWindow)
    qtbot.waitUntil(lambda: len(write.place.library.library_model.library) == 3)
    write.place.library.tree.setFocus()
    return write.place.library


def paths(write):
    return sorted(summary.prompt.path for summary in write.services.prompts.library())


def place(library, path):
    model = library.library_model
    found = next(s for s in model.library.live if s.prompt.path == path)
    return model.place_of(found.prompt.id)


def choose(library, *wanted):
    library.tree.clearSelection()
    library.tree.setCurrentIndex(place(library, wanted[0]))
    for path in wanted[1:]:
        library.tree.selectionModel().select(place(library, path), SELECT)


def dialog(qtbot, write, kind):
    """The one that is open."""

    def found():
        return [each for each in write.place.findChildren(kind) if each.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    return found()[0]


def center(library, index):
    return library.tree.visualRect(index).center()


def test_a_prompt_dragged_to_a_folder_goes_there(qtbot, write, library):
    tree, model = library.tree, library.library_model
    target = []

    drag(
        tree.viewport(),
        center(library, place(library, "support/refund")),
        center(library, model.place_of_folder("tone")),
        lambda: target.append(tree._target),
    )

    assert target == ["tone"]
    qtbot.waitUntil(lambda: "tone/refund" in paths(write))
    qtbot.waitUntil(lambda: place_there(library, "tone/refund"))


def place_there(library, path):
    return any(s.prompt.path == path for s in library.library_model.library.live)


def test_several_dragged_to_the_empty_place_below_go_to_the_top_and_come_back(
    qtbot, write, library
):
    tree = library.tree
    choose(library, "support/refund", "support/triage")
    below = center(library, library.library_model.index(0, 0))
    below.setY(tree.viewport().height() - 4)

    drag(tree.viewport(), center(library, place(library, "support/triage")), below)

    qtbot.waitUntil(lambda: paths(write) == ["refund", "tone/warm", "triage"])
    qtbot.waitUntil(lambda: write.actions.context.library_undo)

    write.actions.run("library.undo")

    qtbot.waitUntil(lambda: paths(write) == ["support/refund", "support/triage", "tone/warm"])


def test_a_folder_takes_its_prompts_along_but_never_into_itself(qtbot, write, library):
    tree, model = library.tree, library.library_model
    support = model.place_of_folder("support")
    tree.setCurrentIndex(support)
    inside = []

    drag(
        tree.viewport(),
        center(library, support),
        center(library, place(library, "support/triage")),
        lambda: inside.append(tree._target),
    )
    assert inside == [None]

    drag(tree.viewport(), center(library, support), center(library, model.place_of_folder("tone")))

    qtbot.waitUntil(
        lambda: paths(write) == ["tone/support/refund", "tone/support/triage", "tone/warm"]
    )


def test_moving_a_component_asks_and_the_prompts_that_include_it_follow(qtbot, write, library):
    write.services.prompts.create("greet", content=a_content('{% include "tone/warm" %}'))
    choose(library, "tone/warm")
    write.ask.texts.append("voice/warm")

    write.actions.run("prompt.move")

    qtbot.waitUntil(lambda: library.window().findChild(QDialog, "move") is not None)
    dialog = library.window().findChild(QDialog, "move")
    assert dialog.view.changes.index(0, 0).data() == "greet"
    dialog.move_button.click()
    qtbot.waitUntil(lambda: "voice/warm" in paths(write))
    qtbot.waitUntil(lambda: "voice/warm" in write.stored("greet").draft.content.messages[0].text)


def test_the_keyboard_moves_to_a_folder_that_is_typed(qtbot, write, library):
    choose(library, "support/refund", "support/triage")
    write.actions.run("library.move")
    folders = dialog(qtbot, write, FolderDialog)
    qtbot.keyClicks(folders.field, "New Folder")
    qtbot.keyClick(folders.field, Qt.Key.Key_Return)
    assert folders.problem.isVisible()

    folders.field.clear()
    qtbot.keyClicks(folders.field, "ton")
    qtbot.keyClick(folders.field, Qt.Key.Key_Down)
    qtbot.keyClick(folders.field, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: paths(write) == ["tone/refund", "tone/triage", "tone/warm"])


def test_a_folder_is_renamed_with_all_that_is_in_it(qtbot, write, library):
    library.tree.setCurrentIndex(library.library_model.place_of_folder("support"))
    write.ask.texts.append("help/desk")

    write.actions.run("prompt.move")

    qtbot.waitUntil(lambda: "help/desk/triage" in paths(write))
    assert "help/desk/refund" in paths(write)


def test_many_are_labelled_by_typing_and_the_tree_says_so(qtbot, write, library):
    choose(library, "support/refund", "support/triage")
    write.actions.run("prompt.labels")
    labels = dialog(qtbot, write, LabelsDialog)
    qtbot.keyClicks(labels.field, "tone: warm")
    qtbot.keyClick(labels.field, Qt.Key.Key_Return)
    qtbot.keyClick(labels.field, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: write.stored("support/triage").prompt.labels == (WARM,))
    assert write.stored("support/refund").prompt.labels == (WARM,)
    qtbot.waitUntil(lambda: library.library_model.library.labels == [WARM])
    library.filter.setFocus()
    qtbot.keyClicks(library.filter, "label:tone=warm")
    qtbot.waitUntil(lambda: library.library_model.shown == 2)


def test_a_half_tick_becomes_whole_and_an_owner_is_a_label(qtbot, write, library):
    triage = write.stored("support/triage").prompt
    write.services.library.relabel([triage.id], [WARM, Label("owner", "Anna")])
    qtbot.waitUntil(lambda: len(library.library_model.library.labels) == 2)
    choose(library, "support/refund", "support/triage")
    write.actions.run("prompt.labels")
    labels = dialog(qtbot, write, LabelsDialog)
    assert labels.rows.state(WARM) == Qt.CheckState.PartiallyChecked

    qtbot.keyClick(labels.field, Qt.Key.Key_Space)
    qtbot.keyClick(labels.field, Qt.Key.Key_Down)
    qtbot.keyClick(labels.field, Qt.Key.Key_Space)
    qtbot.keyClick(labels.field, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: write.stored("support/refund").prompt.owner == "Anna")
    assert write.stored("support/refund").prompt.labels == (WARM,)


def test_a_label_gets_a_colour_for_everybody(qtbot, write, library):
    triage = write.stored("support/triage").prompt
    write.services.library.relabel([triage.id], [WARM])
    qtbot.waitUntil(lambda: bool(library.library_model.library.labels))
    choose(library, "support/triage")
    write.actions.run("prompt.labels")
    labels = dialog(qtbot, write, LabelsDialog)

    qtbot.mouseClick(labels.swatches["warning"], Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: library.library_model.arranged.colours == {WARM: "warning"})
    assert write.services.preferences.load().label_colours == ((WARM, "warning"),)
    labels.reject()


def test_the_card_is_edited_and_saved(qtbot, write, library):
    choose(library, "support/triage")
    write.actions.run("prompt.properties")
    card = dialog(qtbot, write, CardDialog)
    qtbot.keyClicks(card.title, "Sorting")
    qtbot.keyClicks(card.owner, "Anna")
    qtbot.keyClick(card.owner, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: write.stored("support/triage").prompt.title == "Sorting")
    assert write.stored("support/triage").prompt.owner == "Anna"


def test_a_favourite_stands_at_the_top_until_delete_takes_its_star(qtbot, write, library):
    choose(library, "support/triage")
    write.actions.run("prompt.favourite")
    model = library.library_model
    qtbot.waitUntil(lambda: model.index(0, 0).data() == "favourites")
    first = model.index(0, 0, model.index(0, 0))
    assert (first.data(), library.tree.isExpanded(model.index(0, 0))) == ("triage", True)
    assert library.tree.nodes()[0].path == "support/triage"

    library.tree.setCurrentIndex(first)
    qtbot.keyClick(library.tree, Qt.Key.Key_Delete)

    qtbot.waitUntil(lambda: model.index(0, 0).data() != "favourites")
    assert "support/triage" in paths(write)


def test_a_filter_is_saved_applied_renamed_and_deleted(qtbot, write, library):
    qtbot.keyClicks(library.filter, "path:support")
    write.ask.texts.append("Desk")
    write.actions.run("filter.save")
    qtbot.waitUntil(lambda: bool(library.library_model.arranged.filters))
    qtbot.keyClick(library.filter, Qt.Key.Key_Escape)
    library.tree.setFocus()
    saved = library.library_model.index(0, 0, library.library_model.index(0, 0))
    assert saved.data() == "Desk"

    library.tree.setCurrentIndex(saved)
    write.ask.texts.append("Help desk")
    write.actions.run("filter.rename")
    qtbot.waitUntil(lambda: library.library_model.arranged.filters[0].name == "Help desk")
    library.tree.setCurrentIndex(
        library.library_model.index(0, 0, library.library_model.index(0, 0))
    )
    qtbot.keyClick(library.tree, Qt.Key.Key_Return)
    assert (library.filter.text(), library.library_model.shown) == ("path:support", 2)

    library.set_filter(Filter())
    library.tree.setCurrentIndex(
        library.library_model.index(0, 0, library.library_model.index(0, 0))
    )
    qtbot.keyClick(library.tree, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not library.library_model.arranged.filters)


def test_archiving_a_component_says_who_includes_it(qtbot, write, library):
    write.services.prompts.create("greet", content=a_content('{% include "tone/warm" %}'))
    choose(library, "tone/warm")

    qtbot.keyClick(library.tree, Qt.Key.Key_Delete)

    qtbot.waitUntil(lambda: "tone/warm" not in paths(write))
    assert "greet" in write.ask.questions[0]


def test_several_are_archived_brought_back_and_duplicated(qtbot, write, library):
    choose(library, "support/refund", "support/triage")
    write.actions.run("prompt.archive")
    qtbot.waitUntil(lambda: paths(write) == ["tone/warm"])
    qtbot.waitUntil(lambda: write.actions.context.library_undo)

    write.actions.run("library.undo")
    qtbot.waitUntil(lambda: "support/triage" in paths(write))
    qtbot.waitUntil(lambda: len(library.library_model.library) == 3)

    choose(library, "support/refund", "support/triage")
    write.actions.run("prompt.duplicate")
    qtbot.waitUntil(lambda: {"support/refund-copy", "support/triage-copy"} <= set(paths(write)))


def test_where_a_component_is_used_is_listed_and_opened_by_enter(qtbot, write, library):
    include = '{% include "tone/warm" %}'
    write.services.prompts.create("tone/house", PromptKind.COMPONENT, a_content(include))
    write.services.prompts.create("greet", content=a_content('{% include "tone/house" %}'))
    choose(library, "tone/warm")

    write.actions.run("component.uses")
    uses = dialog(qtbot, write, UsesDialog)

    rows = uses.list.model()
    told = [[rows.index(row, column).data() for column in (0, 1)] for row in range(2)]
    assert told == [["greet", "through tone/house"], ["tone/house", "names it"]]

    qtbot.keyClick(uses.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: write.path() == "greet")


def test_the_quick_switcher_opens_what_a_few_letters_mean(qtbot, write, library):
    write.actions.run("prompt.switch")
    switcher = dialog(qtbot, write, QuickSwitcher)
    qtbot.keyClicks(switcher.query, "sutr")
    assert switcher.lines.index(0).data() == "support/triage"
    qtbot.keyClick(switcher.query, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: write.path() == "support/triage")
    assert not switcher.isVisible()


def test_escape_leaves_the_quick_switcher_where_one_was(qtbot, write, library):
    write.actions.run("prompt.switch")
    switcher = dialog(qtbot, write, QuickSwitcher)
    qtbot.keyClicks(switcher.query, "zzz")
    assert switcher.nothing.isVisible()

    qtbot.keyClick(switcher.query, Qt.Key.Key_Escape)

    assert QApplication.focusWidget() is library.tree


def test_naming_a_version_repaints_one_row_and_makes_no_other_again(qtbot, write, library):
    model, resets = library.library_model, []
    model.modelReset.connect(lambda: resets.append(1))
    triage = write.stored("support/triage").prompt

    write.services.prompts.commit(triage.id, note="First", author="Ada")

    qtbot.waitUntil(lambda: model.library.summary(triage.id).version == 1)
    assert resets == []


def test_what_is_selected_and_open_stays_when_the_library_is_read_again(qtbot, write, library):
    choose(library, "support/refund", "tone/warm")
    library.tree.setExpanded(library.library_model.place_of_folder("tone"), False)

    write.services.prompts.create("support/another")
    qtbot.waitUntil(lambda: place_there(library, "support/another"))

    chosen = {node.path for node in library.tree.nodes()}
    assert chosen == {"support/refund", "tone/warm"}
    model = library.library_model
    assert not library.tree.isExpanded(model.place_of_folder("tone"))
    assert library.tree.isExpanded(model.place_of_folder("support"))


def test_ctrl_and_click_choose_and_open_nothing(qtbot, write, library):
    before = write.path()
    other = next(p for p in ("support/refund", "support/triage") if p != before)

    qtbot.mouseClick(
        library.tree.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.ControlModifier,
        center(library, place(library, other)),
    )

    assert {node.kind for node in library.tree.nodes()} == {Kind.PROMPT}
    assert write.path() == before
