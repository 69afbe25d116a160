"""What a person sees of what was learned from a review."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QToolButton

from tests.gui.review.learned.open_learned import TEXT
from workbench.domain.reviews import Comment, ReviewKind
from workbench.domain.rubrics import Rubric
from workbench.gui.kit.numbers_table import NumbersTable
from workbench.gui.review.learned.bars import BarChart
from workbench.gui.review.learned.content import Section, Topic
from workbench.gui.review.learned.overview import SectionsView

PASSAGE = Comment(
    "Our policy has none.", 0, TEXT.index("a full"), TEXT.index("a full") + 13, "a full refund"
)


def texts(view):
    return "\n".join(
        each.text() for each in view.findChildren(object) if hasattr(each, "textFormat")
    )


def test_a_review_without_judgments_says_how_to_get_some(qtbot, learned):
    review = learned.reviewed()

    page = learned.shown(qtbot, review)

    assert page.pages.currentWidget() is page.empty
    assert "write each reviewer a pack" in page.empty.text.text()
    assert not learned.actions["review.report"].isEnabled()
    with qtbot.waitSignal(page.left):
        page.findChild(object, "learned.empty.back").click()


def test_figures_are_told_in_sentences_and_bars(qtbot, learned):
    review = learned.reviewed()
    for number in range(6):
        learned.say(review, number, "ada")
        learned.say(review, number, "bo", {"tone": 5, "true": True, "worst": "length"})

    page = learned.shown(qtbot, review)

    keys = [section.key for section in page.sections.sections]
    assert keys[:2] == ["answers", "agreement"]
    assert "2 people judged 6 of 6 outputs" in page.sections.summary
    assert page.head.done.text().startswith("12 of 12 done · 2 of 2 people finished")
    charts = page.sections.findChildren(BarChart)
    assert any("demo/brief" in chart.accessibleDescription() for chart in charts)
    shares = next(each for each in charts if each.accessibleName() == "What is worst?")
    assert "nothing: 50 %" in shares.accessibleDescription()
    assert page.head.early.isHidden()


def test_an_unfinished_blind_review_warns_and_names_nobody_until_asked(qtbot, learned):
    review = learned.reviewed()
    learned.say(review, 0, "ada")
    learned.say(review, 1, "ada")

    page = learned.shown(qtbot, review)

    shown = texts(page) + "".join(
        each.accessibleDescription() for each in page.sections.findChildren(BarChart)
    )
    assert "It is early" in page.head.early.text()
    assert "demo/" not in shown
    assert "Contender A" in shown
    qtbot.waitUntil(learned.actions["review.reveal"].isEnabled)
    learned.actions.run("review.reveal")
    charts = page.sections.findChildren(BarChart)
    assert any("demo/brief" in each.accessibleDescription() for each in charts)
    assert not learned.actions["review.reveal"].isEnabled()


def test_an_open_review_hides_nothing(qtbot, learned):
    review = learned.reviewed(blind=False)
    learned.say(review, 0, "ada")

    page = learned.shown(qtbot, review)

    assert page.head.early.text() == "It is early: not everybody is done, so this may change."
    assert not learned.actions["review.reveal"].isEnabled()


def test_figures_follow_what_is_judged_meanwhile(qtbot, learned):
    review = learned.reviewed()
    learned.say(review, 0, "ada")
    page = learned.shown(qtbot, review)

    learned.say(review, 1, "bo")

    qtbot.waitUntil(lambda: page.head.done.text().startswith("2 of 12 done"))


def test_an_opened_fold_stays_open_when_figures_are_renewed(qtbot, learned):
    review = learned.reviewed()
    learned.say(review, 0, "ada")
    page = learned.shown(qtbot, review)
    page.findChild(QToolButton, "learned.fold.answers.tone").click()

    learned.say(review, 1, "bo")

    qtbot.waitUntil(lambda: page.head.done.text().startswith("2 of 12 done"))
    assert page.findChild(QToolButton, "learned.fold.answers.tone").isChecked()
    assert not page.findChild(NumbersTable, "learned.numbers.answers.tone").isHidden()
    assert page.findChild(NumbersTable, "learned.numbers.answers.true") is None


def test_the_keyboard_stays_where_it_is_when_figures_are_renewed(qtbot, learned):
    review = learned.reviewed()
    learned.say(review, 0, "ada")
    page = learned.shown(qtbot, review)
    page.findChild(QToolButton, "learned.fold.answers.tone").setFocus()

    learned.say(review, 1, "bo")

    qtbot.waitUntil(lambda: page.head.done.text().startswith("2 of 12 done"))
    focused = page.window().focusWidget()
    assert focused is page.findChild(QToolButton, "learned.fold.answers.tone")


def test_a_table_is_copied_for_spreadsheets_and_documents(qtbot, learned):
    review = learned.reviewed(models=("=evil",))
    learned.say(review, 0, "ada")
    page = learned.shown(qtbot, review)
    menu = page.findChild(QToolButton, "learned.copy.answers.tone").menu()

    csv, markdown = menu.actions()
    csv.trigger()
    copied = QGuiApplication.clipboard().text()
    markdown.trigger()

    assert copied.startswith("Output by,Answers,1,2,3,4,5,Mean\r\nAll outputs,1,")
    assert QGuiApplication.clipboard().text().startswith("| Output by | Answers | 1 |")
    assert "| --- | --- |" in QGuiApplication.clipboard().text()


def test_disagreements_open_beside_with_everybodys_answers(qtbot, learned):
    review = learned.reviewed()
    learned.say(review, 0, "ada", {"tone": 5, "true": True, "worst": "tone"})
    learned.say(review, 0, "bo", {"tone": 1, "true": True, "worst": "tone"}, comments=(PASSAGE,))
    learned.say(review, 1, "ada", {"tone": 3, "true": True, "worst": "tone"})
    learned.say(review, 1, "bo", {"tone": 4, "true": True, "worst": "tone"})
    page = learned.shown(qtbot, review)
    page.tabs.setCurrentWidget(page.differing)
    view = page.differing

    qtbot.waitUntil(lambda: view.item.read is not None)

    QAbstractItemModelTester(view.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    lines = [view.model.index(row).data() for row in range(view.model.rowCount())]
    assert lines == ["1 · Is the tone right?", "2 · Is the tone right?"]
    assert view.item.title.text() == "Output 1"
    assert view.item.inputs.exact_text.startswith("ticket: Parcel")
    assert view.item.outputs[0].text.exact_text == TEXT
    assert view.item.outputs[0].marked == ["a full refund"]
    assert view.item.answers.numbers.rows[0][:3] == ("ada", "5", "yes")
    assert "Our policy has none." in view.item.comments.item(0).text()
    assert "demo/" not in view.item.outputs[0].heading.text()


def test_the_contender_of_a_disagreement_is_told_when_asked(qtbot, learned):
    review = learned.reviewed()
    learned.say(review, 0, "ada", {"tone": 5, "true": True})
    learned.say(review, 0, "bo", {"tone": 1, "true": True})
    page = learned.shown(qtbot, review)
    view = page.differing
    qtbot.waitUntil(lambda: view.item.read is not None)
    assert view.item.outputs[0].heading.text() in ("Contender A", "Contender B")

    learned.actions.run("review.reveal")

    qtbot.waitUntil(lambda: "demo/" in view.item.outputs[0].heading.text())


def test_what_people_wrote_is_searched_and_narrowed_by_kind(qtbot, learned):
    review = learned.reviewed()
    learned.say(review, 0, "ada", comments=(PASSAGE,))
    learned.say(review, 1, "ada", {"tone": 2, "why": "It apologises <b>three</b> times."})
    learned.say(review, 2, "bo", {}, skipped="I do not read Portuguese")
    page = learned.shown(qtbot, review)
    page.tabs.setCurrentWidget(page.written)
    view = page.written

    def lines():
        return [view.model.index(row).data() for row in range(view.model.rowCount())]

    assert len(lines()) == 3
    qtbot.keyClicks(view.sought, "APOLOGISES")
    qtbot.waitUntil(lambda: lines() == ["2 · It apologises <b>three</b> times."])
    view.sought.clear()
    qtbot.waitUntil(lambda: len(lines()) == 3)
    view.choice.setCurrentIndex(view.choice.findText("Skipped"))
    view.choice.activated.emit(view.choice.currentIndex())
    assert lines() == ["3 · I do not read Portuguese"]


def test_choosing_a_comment_shows_its_passage(qtbot, learned):
    review = learned.reviewed()
    learned.say(review, 0, "ada", comments=(PASSAGE,))
    page = learned.shown(qtbot, review)
    view = page.written

    qtbot.waitUntil(lambda: view.item.comments.currentRow() == 0)

    assert view.item.outputs[0].text.text.selected_exact_text() == "a full refund"


def test_skipped_outputs_stand_with_their_reasons(qtbot, learned):
    review = learned.reviewed()
    learned.say(review, 0, "ada")
    learned.say(review, 2, "bo", {}, skipped="I do not read Portuguese")

    page = learned.shown(qtbot, review)

    assert "bo skipped output 3: I do not read Portuguese" in texts(page.sections)


def test_preferences_show_win_rates_and_whether_the_side_mattered(qtbot, learned):
    review = learned.reviewed(kind=ReviewKind.PREFER, rubric=Rubric())
    for number in range(6):
        first = "first" if number % 2 == 0 else "second"
        learned.say(review, number, "ada", {"preference": first})
        learned.say(review, number, "bo", {"preference": first})

    page = learned.shown(qtbot, review)

    section = page.sections.sections[0]
    assert section.key == "preferences"
    assert [topic.key for topic in section.topics] == [
        "preferences.pairs",
        "preferences.position",
    ]
    assert (
        section.topics[0].charts[0].lines[0].label
        == "draft · demo/brief over draft · demo/detailed"
    )


def test_a_review_that_is_gone_is_told(qtbot, learned):
    review = learned.reviewed()
    learned.say(review, 0, "ada")
    page = learned.shown(qtbot, review)

    learned.services.reviews.remove(review.id)

    qtbot.waitUntil(lambda: page.pages.currentWidget() is page.empty)
    assert "no review" in page.empty.text.text()


def test_what_is_not_seen_is_not_read(qtbot, learned):
    review = learned.reviewed()
    learned.say(review, 0, "ada")
    page = learned.shown(qtbot, review)
    page.rest()

    learned.say(review, 1, "bo")
    learned.settled(qtbot)

    assert page.head.done.text().startswith("1 of 12 done")
    assert not learned.actions["review.report"].isEnabled()


def test_no_words_are_cut_off_where_the_window_is_wider_than_the_column(qtbot, theme, icons):
    topics = tuple(Topic(f"t{n}", sentence="word " * n) for n in range(10, 50))
    view = SectionsView(theme, icons)
    qtbot.addWidget(view)
    view.resize(1100, 420)
    view.show_sections("In short", [Section("all", "All", "All of it", topics)])
    view.show()
    QApplication.processEvents()

    labels = view.findChildren(QLabel)
    cut = [each for each in labels if each.height() < each.heightForWidth(each.width())]
    assert [each.text() for each in cut] == []
