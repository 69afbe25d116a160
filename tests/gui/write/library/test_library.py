"""Finding prompts: folders, labels, filter, keyboard, ten thousand of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from tests.builders import a_prompt
from workbench.domain.history import PromptSummary
from workbench.domain.prompts import Label, PromptKind
from workbench.gui.write.library.model import LibraryModel, NodeRole
from workbench.gui.write.library.panel import LibraryPanel
from workbench.gui.write.library.tree import Arrangement, Filter, Kind, Library

WARM, FORMAL = Label("tone", "warm"), Label("tone", "formal")


def a_summary(path, version=1, unnamed=False, **card):
    return PromptSummary(a_prompt(path, **card), version, unnamed)


LIBRARY = Library(
    [
        a_summary("support/triage", 7, unnamed=True, labels=(WARM,)),
        a_summary("support/refund", 2, labels=(FORMAL,)),
        a_summary("tone/friendly", 3, kind=PromptKind.COMPONENT),
        a_summary("alone", 0, title="A lonely prompt"),
    ],
    [a_summary("support/old", archived=True)],
)


def lines(model, parent=None, depth=0):
    parent = parent or model.index(-1, -1)
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        yield "  " * depth + index.data()
        yield from lines(model, index, depth + 1)


def prompts(model, parent=None):
    """Those among the folders, in the order they stand in."""
    parent = parent or model.index(-1, -1)
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        node = index.data(NodeRole)
        if node.kind is Kind.PROMPT:
            yield node.summary
        elif node.kind is Kind.FOLDER:
            yield from prompts(model, index)


@pytest.fixture
def model():
    model = LibraryModel()
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    model.tester = QAbstractItemModelTester(model, fatal)
    model.show_library(LIBRARY)
    return model


def test_numbers_in_names_sort_as_numbers(model):
    paths = ("step-10/a", "step-9/b2", "step-9/b10", "step-09/c", "step-9/b1")
    model.show_library(Library([a_summary(path) for path in paths]))

    shown = [summary.prompt.path for summary in prompts(model)]

    assert shown == ["step-09/c", "step-9/b1", "step-9/b2", "step-9/b10", "step-10/a"]


@pytest.fixture
def panel(qtbot, theme, icons):
    panel = LibraryPanel(theme, icons)
    qtbot.addWidget(panel)
    panel.resize(260, 500)
    panel.show_library(LIBRARY)
    panel.show()
    return panel


def index_of(panel, path):
    return panel.library_model.place_of(f"prompt-{path}")


def test_folders_come_first_then_labels_then_the_archive(model):
    assert list(lines(model)) == [
        "support",
        "  refund",
        "  triage",
        "tone",
        "  friendly",
        "alone",
        "labels",
        "  tone",
        "    formal",
        "    warm",
        "archived",
        "  support",
        "    old",
    ]


def test_the_filter_leaves_what_holds_all_its_words(model):
    model.set_filter(Filter("lonely"))
    assert [summary.prompt.path for summary in prompts(model)] == ["alone"]

    model.set_filter(Filter("sup tri"))

    assert [summary.prompt.path for summary in prompts(model)] == ["support/triage"]


def test_labels_of_one_facet_widen_and_words_narrow(model):
    model.set_filter(Filter("", frozenset({WARM, FORMAL})))
    assert len(list(prompts(model))) == 2

    model.set_filter(Filter("refund", frozenset({WARM, FORMAL})))

    assert [summary.prompt.path for summary in prompts(model)] == ["support/refund"]


def test_a_row_says_aloud_what_it_shows(model):
    spoken = model.place_of("prompt-support/triage").data(Qt.ItemDataRole.AccessibleTextRole)

    assert spoken == "triage, version 7, unnamed changes"


def test_the_tip_of_a_deprecated_prompt_says_what_to_use_instead(model):
    model.show_library(Library([a_summary("old", deprecated=True, replaced_by="new")]))

    tip = model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "deprecated: use new" in tip


def test_only_the_row_that_changed_is_said_to_have_changed(model, qtbot):
    with qtbot.waitSignal(model.dataChanged) as changed:
        model.show_changed("prompt-support/refund", True)

    assert changed.args[0].data() == "refund"
    assert changed.args[0].data(NodeRole).summary.unnamed_changes


def test_a_click_opens_a_prompt(panel, qtbot):
    place = panel.tree.visualRect(index_of(panel, "support/triage")).center()

    with qtbot.waitSignal(panel.open_requested) as opened:
        qtbot.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert opened.args == ["prompt-support/triage"]


def test_the_arrows_and_enter_open_a_prompt(panel, qtbot):
    panel.filter.setFocus()
    qtbot.keyClick(panel.filter, Qt.Key.Key_Down)
    qtbot.keyClick(panel.tree, Qt.Key.Key_Down)

    with qtbot.waitSignal(panel.open_requested) as opened:
        qtbot.keyClick(panel.tree, Qt.Key.Key_Return)

    assert opened.args == ["prompt-support/refund"]


def test_typing_in_the_tree_filters(panel, qtbot):
    panel.tree.setFocus()

    qtbot.keyClick(panel.tree, Qt.Key.Key_F)
    qtbot.keyClicks(panel.filter, "ri")

    assert panel.filter.text() == "fri"
    assert [each.prompt.path for each in prompts(panel.library_model)] == ["tone/friendly"]


def test_a_prompt_that_was_just_made_is_selected_when_its_row_comes(panel):
    panel.show_current("prompt-support/triage")
    panel.show_current("prompt-support/new")

    panel.show_library(Library([*LIBRARY.live, a_summary("support/new", 0)]))

    assert [node.name for node in panel.tree.nodes()] == ["new"]


def test_enter_in_the_filter_opens_the_first_that_is_left(panel, qtbot):
    qtbot.keyClicks(panel.filter, "refund")

    with qtbot.waitSignal(panel.open_requested) as opened:
        qtbot.keyClick(panel.filter, Qt.Key.Key_Return)

    assert opened.args == ["prompt-support/refund"]


def test_escape_clears_the_filter_and_folders_are_as_they_were(panel, qtbot):
    support = panel.library_model.index(0, 0)
    panel.tree.setExpanded(support, False)
    qtbot.keyClicks(panel.filter, "triage")
    assert panel.tree.isExpanded(panel.library_model.index(0, 0))

    qtbot.keyClick(panel.filter, Qt.Key.Key_Escape)

    assert not panel.tree.isExpanded(panel.library_model.index(0, 0))


def test_a_label_that_is_clicked_filters_and_shows_its_tick(panel, qtbot):
    def warm():
        model = panel.library_model
        tops = [model.index(row, 0) for row in range(model.rowCount())]
        labels = next(top for top in tops if top.data() == "labels")
        facet = model.index(0, 0, labels)
        return model.index(model.rowCount(facet) - 1, 0, facet)

    panel.tree.scrollTo(warm())
    place = panel.tree.visualRect(warm()).center()
    qtbot.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert [each.prompt.path for each in prompts(panel.library_model)] == ["support/triage"]
    assert warm().data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked


def test_an_empty_library_says_what_belongs_there(panel):
    panel.show_library(Library())

    assert panel.empty.isVisible()
    assert panel.empty.new.isVisible()


def test_ten_thousand_prompts_are_filtered():
    many = Library([a_summary(f"folder-{n % 100}/prompt-{n}") for n in range(10_000)])
    model = LibraryModel()
    model.show_library(many)

    model.set_filter(Filter("prompt-77"))

    assert len(list(prompts(model))) == 111


def test_what_was_left_out_by_the_filter_says_how_to_go_on(panel, qtbot):
    qtbot.keyClicks(panel.filter, "nowhere")
    assert "nowhere" in panel.empty.text.text()
    assert not panel.empty.new.isVisible()

    qtbot.mouseClick(panel.empty.clear, Qt.MouseButton.LeftButton)

    assert (panel.filter.text(), panel.tree.isVisible()) == ("", True)


def test_favourites_and_recent_are_opened_when_they_first_appear(panel):
    many = Library([a_summary(f"folder/prompt-{n}") for n in range(20)])
    panel.show_library(many)
    ids = tuple(summary.prompt.id for summary in many.live)

    panel.show_arrangement(Arrangement(ids[:2], ids[2:12]))

    model = panel.library_model
    assert [model.index(row, 0).data() for row in (0, 1)] == ["favourites", "recent"]
    assert all(panel.tree.isExpanded(model.index(row, 0)) for row in (0, 1))
    assert [model.rowCount(model.index(row, 0)) for row in (0, 1)] == [2, 5]

    panel.tree.setExpanded(model.index(1, 0), False)
    panel.show_library(many)

    assert not panel.tree.isExpanded(model.index(1, 0))


def test_a_new_version_paints_every_row_of_its_prompt_again(panel):
    favourite = "prompt-support/triage"
    panel.show_arrangement(Arrangement((favourite,)))
    model = panel.library_model
    shelf = model.index(0, 0, model.index(0, 0))
    painted = []
    model.dataChanged.connect(lambda first, _last: painted.append(first.data()))

    model.show_row(a_summary("support/triage", 8, labels=(WARM,)))

    assert painted.count("triage") == 2
    assert shelf.data(NodeRole).summary.version == 8


def test_the_place_in_a_long_list_stays_when_it_is_read_again(panel, qtbot):
    many = [a_summary(f"folder/prompt-{n:03}") for n in range(300)]
    panel.show_library(Library(many))
    panel.tree.setExpanded(panel.library_model.index(0, 0), True)
    panel.tree.doItemsLayout()
    panel.tree.verticalScrollBar().setValue(120)

    panel.show_library(Library([*many, a_summary("zzz")]))

    assert panel.tree.verticalScrollBar().value() == 120
    assert panel.library_model.rowCount() == 2


def test_labels_with_colours_are_marked_in_the_rows(panel, theme):
    panel.show_arrangement(Arrangement(colours={WARM: "warning", FORMAL: "no such colour"}))

    seen = panel.tree.grab().toImage()
    row = panel.tree.visualRect(index_of(panel, "support/triage"))

    colours = {
        seen.pixelColor(x, row.center().y()).name() for x in range(row.center().x(), row.right())
    }
    assert theme["warning"].name() in colours
