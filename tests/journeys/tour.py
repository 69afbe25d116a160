"""A tour of Write, Evaluate, Review and Release by keyboard and mouse, and the pictures it leaves.

`python -m tests.journeys.tour [FOLDER] [light|dark]`. It draws every picture in
`docs/images/tour`, so that the guide shows what there is.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPalette, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from tests.journeys.keyboard import press, write
from tests.journeys.tour_of_release import release_stages
from tests.journeys.tour_of_review import REVIEW_STAGES
from tests.journeys.window import OpenWindow, focused_name
from workbench.domain.prompts import PromptContent

IMAGES = Path(__file__).parents[2] / "docs" / "images" / "tour"
SIZE = (1440, 900)
KEYS_LINE = 11
"""Line of the first message of support/triage that has the first of the keys to fill in."""


class Tour:
    """Takes one picture after the other, numbered in the order of the walk."""

    def __init__(self, window: OpenWindow, folder: Path) -> None:
        self.window = window
        self.folder = folder
        self.pictures: list[Path] = []

    def picture(self, name: str) -> None:
        QApplication.processEvents()
        file = self.folder / f"{len(self.pictures) + 1:02}-{name}.png"
        assert as_seen(self.window.window).save(str(file)), f"{file} cannot be written"
        self.pictures.append(file)

    def wait(self, condition: Callable[[], object]) -> None:
        self.window.wait(condition)

    def analysed(self) -> None:
        """Until what is shown of the draft is what it says now."""
        self.wait(lambda: self.window.cards[0].edit.completion.vocabulary.inputs)
        self.wait(lambda: self.window.reason("run.start") == "")

    def take_back(self, to: PromptContent | None) -> None:
        """Undo until the draft is what it was then."""
        while self.window.write.session.content != to:
            self.window.window.actions_.run("draft.undo")
        self.analysed()

    def ask_for_one_more_key(self, line: str) -> None:
        """Click into the first message and type a line into the object it asks for."""
        QTest.mouseClick(self.window.cards[0].edit.viewport(), Qt.MouseButton.LeftButton)
        press("Ctrl+Home", *["Down"] * KEYS_LINE, "End")
        write(f"\n{line}")

    def draft(self) -> str:
        """Where the cursor is, in which text, and what is known to be wrong with it."""
        editor = self.window.write.editor
        found = editor.problems.model()
        problems = [found.index(row, 0).data() for row in range(found.rowCount())]
        at = editor.cards.current
        edit = self.window.cards[at].edit
        return (
            f"message {at}, cursor at {edit.textCursor().position()} of {edit.exact_text()!r}, "
            f"{len(edit.extraSelections())} marks, problems: {problems}"
        )

    def run(self) -> None:
        """The draft on the ticked models, to the end."""
        window, before = self.window, {cell.job.run_id for cell in self.window.cells}
        self.analysed()
        press("Ctrl+Return")
        self.wait(lambda: window.cells and not before & {c.job.run_id for c in window.cells})
        self.wait(window.all_shown)


def as_seen(window: QWidget) -> QPixmap:
    """The window with the lists, menus and dialogs that stand over it."""
    seen = window.grab()
    painter = QPainter(seen)
    painter.setPen(window.palette().color(QPalette.ColorRole.Mid))
    for over in QApplication.topLevelWidgets():
        if over is not window and over.isVisible() and over.width() > 1:
            place: QPoint = window.mapFromGlobal(over.mapToGlobal(QPoint(0, 0)))
            painter.drawPixmap(place, over.grab())
            painter.drawRect(QRect(place, over.size()))
    painter.end()
    return seen


def walk(window: OpenWindow, folder: Path) -> list[Path]:
    """Go through all of it as a person would; the pictures that were taken."""
    tour = Tour(window, folder)
    for stage in STAGES:
        try:
            stage(tour)
        except AssertionError as error:
            error.add_note(f"in {stage.__name__}, {tour.draft()}")
            raise
        assert QApplication.activePopupWidget() is None, f"{stage.__name__} left a list open"
        assert QApplication.activeModalWidget() is None, f"{stage.__name__} left a dialog open"
    return tour.pictures


def go_to_a_prompt(tour: Tour) -> None:
    tour.analysed()
    press("Ctrl+P")
    write("t")
    tour.picture("go-to-prompt")
    press("Ctrl+A")
    write("triage")
    press("Return")
    tour.wait(lambda: tour.window.path == "support/triage")
    tour.analysed()


def complete_a_name(tour: Tour) -> None:
    before = tour.window.write.session.content
    to_the_end_of_the_message()
    write("\nThe ticket begins so: {{ ti")
    edit = tour.window.cards[0].edit
    tour.wait(lambda: edit.completion.list and edit.completion.list.isVisible())
    tour.picture("complete")
    press("Escape")
    tour.take_back(before)


def show_an_example(tour: Tour) -> None:
    before = tour.window.write.session.content
    to_the_end_of_the_message()
    press("Ctrl+Shift+[", "Ctrl+Shift+X")
    write("My card was charged twice.")
    tour.analysed()
    tour.picture("example")
    press("Ctrl+Shift+]")
    tour.take_back(before)


def add_a_tool(tour: Tour) -> None:
    before = tour.window.write.session.content
    press("Ctrl+Shift+T")
    write("find_order")
    tour.analysed()
    tour.picture("tool")
    tour.take_back(before)


def mend_a_problem(tour: Tour) -> None:
    before = tour.window.write.session.content
    to_the_end_of_the_message()
    write("\nThe product is {{ produkt }}.")
    problems = tour.window.write.editor.problems.model()
    tour.wait(lambda: "produkt" in str(problems.index(0, 0).data()))
    tour.wait(lambda: not tour.window.write.session.analysing)
    tour.wait(lambda: _mendings_offered(tour))
    tour.picture("mend-a-problem")
    press("Escape")
    tour.take_back(before)


def _mendings_offered(tour: Tour) -> bool:
    """As a person would: to the problem, and again if its list has just been made anew."""
    if QApplication.activePopupWidget() is None:
        press("F8" if tour.window.reason("problem.fix") else "Ctrl+F8")
    return QApplication.activePopupWidget() is not None


def see_the_preview(tour: Tour) -> None:
    press("Ctrl+Shift+V")
    preview = tour.window.write.editor.preview.text
    tour.wait(lambda: "charged twice" in preview.toPlainText())
    tour.picture("preview")
    press("Ctrl+Shift+V")


def replace_in_the_library(tour: Tour) -> None:
    press("Ctrl+Shift+R")
    dialog = tour.window.dialog("replace")
    write("customer")
    press("Tab")
    tour.window.find(QLineEdit, "replace.new").setFocus()
    write("client")
    tour.wait(lambda: dialog.replace.isEnabled())
    tour.picture("replace-in-library")
    press("Escape")
    tour.window.dialog_gone()


def run_side_by_side(tour: Tour) -> None:
    tour.run()
    tour.picture("run")


def compare_with_the_run_before(tour: Tour) -> None:
    tour.ask_for_one_more_key('"mood": "calm | annoyed",')
    tour.run()
    press("Alt+D", "Down")
    tour.wait(lambda: all(cell.views.comparison for cell in tour.window.cells))
    tour.picture("compare-outputs")
    press("Up")


def see_how_answers_vary(tour: Tour) -> None:
    """Five more answers of the first cell, and what they have in common."""
    window, known = tour.window, len(tour.window.cells)
    press("Ctrl+Alt+5", "Ctrl+Alt+N")
    window.dialog("more_samples")
    press("Return")
    tour.wait(lambda: len(window.cells) > known)
    tour.wait(window.all_shown)
    press("Ctrl+Alt+W")
    window.dialog("samples")
    tour.picture("samples")
    press("Escape")
    window.dialog_gone()


def label_a_prompt(tour: Tour) -> None:
    press("Ctrl+L")
    tour.window.dialog("labels")
    tour.picture("labels")
    press("Escape")
    tour.window.dialog_gone()


def look_at_json(tour: Tour) -> None:
    press("Ctrl+Alt+5", "Alt+3")
    tour.wait(lambda: all(cell.views.json for cell in tour.window.cells))
    tour.picture("json")
    press("Alt+1")


def name_a_version(tour: Tour) -> None:
    press("Ctrl+S")
    tour.window.dialog("commit")
    write("Ask for the mood, too")
    tour.picture("name-a-version")
    press("Ctrl+Return")
    tour.window.dialog_gone()
    tour.wait(lambda: tour.window.write.editor.header.state.text() == "v4")


def compare_versions(tour: Tour) -> None:
    press("Ctrl+D")
    diff = tour.window.write.diff
    tour.wait(lambda: "message changed" in diff.summary.text())
    tour.picture("compare-versions")
    press("Escape")
    tour.wait(lambda: tour.window.write.board.isVisible())


def look_at_the_history(tour: Tour) -> None:
    press("Ctrl+H")
    history = tour.window.write.history
    tour.wait(lambda: history.isVisible() and history.timeline.rowCount() == 5)
    press("Home", "Down")
    tour.wait(lambda: "calm | annoyed" in history.preview.toPlainText())
    tour.picture("history")


def merge_a_newer_version(tour: Tour) -> None:
    """An earlier version goes on as the draft, and meets what the newest one brought."""
    before = tour.window.write.session.content
    history, write_place = tour.window.write.history, tour.window.write
    press("End", "Up")
    tour.wait(lambda: history.chosen and history.chosen.version.number == 2)
    tour.window.command("restore into the draft")
    tour.wait(lambda: write_place.session.open.draft.based_on == 2)
    press("Ctrl+H")
    to_the_end_of_the_message()
    write("\nThe reply has two sentences.")
    tour.wait(lambda: write_place.newer.isVisible())
    press("Ctrl+Alt+M")
    tour.wait(write_place.merging.isVisible)
    tour.picture("merge")
    press("Escape")
    tour.take_back(before)


def talk_on(tour: Tour) -> None:
    press("Ctrl+Alt+5", "Ctrl+J")
    conversation = tour.window.write.conversation
    tour.wait(lambda: focused_name() == "conversation.reply")
    write("Say it in French.")
    press("Ctrl+Return")
    said = tour.window.services.runs.conversations
    tour.wait(lambda: [r.outcome.over for r in said(tour.window.prompt_id)] == [True])
    tour.wait(lambda: not conversation.reply.stop.isVisible())
    tour.picture("conversation")
    press("Escape")
    tour.wait(tour.window.write.board.isVisible)


def live(tour: Tour) -> None:
    before = tour.window.write.session.content
    press("Ctrl+Shift+L")
    panel = tour.window.write.live
    tour.wait(lambda: panel.isVisible() and panel.output.exact_text)
    tour.ask_for_one_more_key('"team": "day | night",')
    tour.wait(lambda: tour.window.services.runs.live_spending().calls)
    tour.wait(lambda: panel.comparison.isVisible())
    tour.picture("live")
    press("Ctrl+Shift+L")
    tour.take_back(before)


def search(tour: Tour) -> None:
    press("Ctrl+Shift+F")
    write("charged twice")
    panel = tour.window.write.search
    tour.wait(lambda: panel.isVisible() and panel.hits.rowCount())
    tour.picture("search")
    press("Escape")


def in_the_dark(tour: Tour) -> None:
    tour.window.command("dark theme")
    tour.picture("dark")
    tour.window.command("light theme")


def in_large_type(tour: Tour) -> None:
    for _ in range(4):
        press("Ctrl+=")
    tour.picture("large")
    press("Ctrl+0")


def plan_an_evaluation(tour: Tour) -> None:
    """The draft, and the version that did not ask for JSON yet."""
    window = tour.window
    press("Ctrl+Alt+E")
    start = window.find(QPushButton, "setup.start")
    tour.wait(lambda: focused_name() == "setup.versions" and start.isEnabled())
    press("Down", "Down", "Down", "Space")
    tour.picture("plan-an-evaluation")
    press("Ctrl+Return")
    state = window.find(QLabel, "grid.state")
    tour.wait(lambda: state.text() == "finished")
    tour.wait(lambda: window.find(QWidget, "evaluate").grid.between.isVisible())


def read_the_grid(tour: Tour) -> None:
    press("Ctrl+Home")
    tour.wait(lambda: focused_name() == "grid.results")
    tour.picture("grid")


def open_a_cell(tour: Tour) -> None:
    press("Return")
    verdicts = tour.window.find(QWidget, "cell.verdicts")
    tour.wait(lambda: verdicts.isVisible() and verdicts.words)
    tour.picture("cell")
    press("Escape")


def look_at_a_dataset(tour: Tour) -> None:
    datasets = tour.window.find(QWidget, "evaluations.datasets")
    datasets.setFocus()
    press("Home")
    tour.wait(lambda: tour.window.window.findChild(QWidget, "dataset.cases"))
    press("Return", "Right", "Right", "Right")
    tour.picture("dataset")
    press("Ctrl+1")


STAGES = (
    go_to_a_prompt,
    complete_a_name,
    show_an_example,
    add_a_tool,
    mend_a_problem,
    see_the_preview,
    replace_in_the_library,
    run_side_by_side,
    compare_with_the_run_before,
    look_at_json,
    see_how_answers_vary,
    label_a_prompt,
    name_a_version,
    compare_versions,
    look_at_the_history,
    merge_a_newer_version,
    talk_on,
    live,
    search,
    in_the_dark,
    in_large_type,
    plan_an_evaluation,
    read_the_grid,
    open_a_cell,
    look_at_a_dataset,
    *REVIEW_STAGES,
    *release_stages(),
)


def to_the_end_of_the_message() -> None:
    press("Ctrl+Alt+2", "Ctrl+End")


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from tests.journeys.conftest import home_at, windows

    application = QApplication(sys.argv[:1])
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES
    theme = sys.argv[2] if len(sys.argv) > 2 else "light"
    with (
        TemporaryDirectory() as folder,
        home_at(Path(folder)) as home,
        windows(application, theme) as open_window,
    ):
        window = open_window(home / "work.db").settle()
        window.window.resize(*SIZE)
        drawn = home / "pictures"
        drawn.mkdir()
        walk(window, drawn)
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(drawn, target)
    for picture in sorted(target.iterdir()):
        print(picture)


if __name__ == "__main__":
    main()
