from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from tests.builders import a_job, a_run
from tests.gui.review.setup.conftest import record
from workbench.domain.reviews import ReviewKind
from workbench.gui.review.seams import Source
from workbench.gui.review.setup.words import ORIGINS

ENTER, CONTROL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier


def choose(box, value):
    box.setCurrentIndex(box.findData(value))


def begun(qtbot, alone, **about):
    alone.begin(qtbot, **about)
    return alone.page


def call_yourself(alone, author):
    settings = alone.services.settings
    settings.save(replace(settings.load(), author=author))


def name(qtbot, page, *names):
    for each in names:
        qtbot.keyClicks(page.people.names.field, each)
        qtbot.keyClick(page.people.names.field, ENTER)


def ask_quality(page):
    page.questions.rubric.setCurrentIndex(page.questions.rubric.findText("Quality · v1"))


def made(qtbot, alone, key=True):
    """The review that is set up by `Ctrl+Enter`."""
    alone.settle(qtbot)
    with qtbot.waitSignal(alone.page.review_made) as signal:
        qtbot.keyClick(alone.page.name, ENTER, CONTROL)
    return alone.services.reviews.review(signal.args[0])


def test_it_begins_with_the_newest_evaluation_and_counts_its_outputs(qtbot, alone):
    page = begun(qtbot, alone)

    assert page.source.found.text() == "19 of 20 outputs; 1 without text left out"
    assert page.name.placeholderText() == "Everyday tickets"
    assert [box.text() for box in page.source.columns] == [
        "draft · demo/brief",
        "draft · demo/detailed",
    ]
    assert page.words.text() == "19 outputs"


def test_the_name_of_a_blind_review_tells_no_version(qtbot, alone):
    evaluation = alone.services.evaluations.summaries()[0].evaluation
    alone.services.evaluations.rename(evaluation.id, "Names · draft")
    page = begun(qtbot, alone)
    ask_quality(page)
    name(qtbot, page, "ada")
    assert page.name.placeholderText() == "Names"

    page.people.blind.click()
    assert page.name.placeholderText() == "Names · draft"
    page.people.blind.click()

    plan = made(qtbot, alone).plan
    assert (plan.name, plan.source) == ("Names", "the evaluation Names · draft")


def test_a_review_is_set_up_by_keyboard(qtbot, alone):
    page = begun(qtbot, alone)
    ask_quality(page)
    name(qtbot, page, "ada", "bo")

    review = made(qtbot, alone)

    plan = review.plan
    assert (plan.name, plan.reviewers, plan.blind) == ("Everyday tickets", ("ada", "bo"), True)
    assert plan.source == "the evaluation Everyday tickets"
    assert plan.rubric.name == "Quality"
    assert len(alone.services.reviews.items(review.id)) == 19
    assert page.name.text() == ""
    assert page.people.names.texts == ("ada", "bo")


def test_failed_outputs_of_one_column_are_counted_at_once(qtbot, alone):
    page = begun(qtbot, alone)

    choose(page.source.which, "failed")
    qtbot.waitUntil(lambda: page.source.found.text() == "2 of 20 outputs")
    page.source.columns[1].click()

    qtbot.waitUntil(lambda: page.source.found.text() == "No output failed.")
    assert page.facts.text() == "No output failed."


def test_outputs_on_which_judges_disagree_are_found(qtbot, alone):
    page = begun(qtbot, alone)

    choose(page.source.which, "disagreeing")

    qtbot.waitUntil(lambda: page.source.found.text() == "2 of 20 outputs")


def test_pairs_are_preferred(qtbot, alone):
    page = begun(qtbot, alone)
    page.kind.cards.cards[ReviewKind.RATE].setFocus()

    qtbot.keyClick(page.kind.cards.cards[ReviewKind.RATE], Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: page.source.found.text().startswith("9 pairs of 20 outputs"))
    name(qtbot, page, "ada")
    review = made(qtbot, alone)

    assert review.plan.kind is ReviewKind.PREFER
    assert all(len(item.run_ids) == 2 for item in alone.services.reviews.items(review.id))


def test_labels_are_typed_or_pasted(qtbot, alone):
    page = begun(qtbot, alone)
    page.kind.cards.cards[ReviewKind.LABEL].click()

    qtbot.keyClicks(page.kind.labels.field, "refund,delivery,")
    qtbot.keyClicks(page.kind.labels.field, "Refund")
    name(qtbot, page, "ada")
    assert page.kind.labels.texts == ("refund", "delivery")

    assert made(qtbot, alone).plan.labels == ("refund", "delivery")


def test_a_sample_is_drawn_with_the_seed_that_is_shown(qtbot, alone):
    page = begun(qtbot, alone)
    ask_quality(page)
    name(qtbot, page, "ada")
    choose(page.sample.take, "stratified")
    page.sample.count.setValue(4)
    page.more.fold.click()
    page.more.seed.setValue(12)
    alone.settle(qtbot)
    assert page.sample.words.text().startswith("4 of 19 are drawn, from 2 groups")

    review = made(qtbot, alone)

    assert review.plan.seed == 12
    assert len(alone.services.reviews.items(review.id)) == 4


def test_the_board_and_the_answers_of_a_prompt_are_sources_too(qtbot, alone):
    page = begun(qtbot, alone)

    choose(page.source.origin, "board")
    qtbot.waitUntil(lambda: page.source.found.text() == "1 output")
    choose(page.source.origin, "prompt")
    qtbot.waitUntil(lambda: page.source.found.text().startswith("20 of 21 outputs"))
    qtbot.waitUntil(lambda: page.source.model.count() == 3)
    qtbot.keyClicks(page.source.text, "board")

    qtbot.waitUntil(lambda: page.source.found.text() == "1 of 21 outputs")
    assert not page.source.which_field.isVisible()


def test_it_comes_from_the_board_with_its_runs(qtbot, alone):
    page = begun(qtbot, alone, source=Source(run_ids=("board-1", "run-3")))

    assert page.source.origin.currentText() == ORIGINS["board"]
    assert page.source.found.text() == "2 outputs"


def test_questions_are_written_right_there_and_kept_as_a_rubric(qtbot, alone):
    page = begun(qtbot, alone)
    page.questions.editor.add.click()
    qtbot.keyClicks(page.questions.editor.cards[0].text, "Is it fine?")
    assert "Is it fine?" in page.questions.preview.texts

    alone.ask.texts.append("Fine or not")
    qtbot.mouseClick(page.questions.keep, Qt.MouseButton.LeftButton)
    alone.settle(qtbot)

    assert page.questions.rubric.currentText() == "Fine or not · v1"
    assert "Fine or not" in [each.name for each in alone.services.rubrics.rubrics()]


def test_a_template_is_a_beginning_with_its_instructions(qtbot, alone):
    page = begun(qtbot, alone)
    box = page.questions.rubric

    box.setCurrentIndex(box.findText("Start from: Quality of a support answer"))

    assert box.currentText() == "Questions written here"
    assert len(page.questions.editor.questions) == 5
    assert "Read the customer's message" in page.questions.instructions.exact_text()


def test_a_template_does_not_cost_the_questions_that_were_written(qtbot, alone):
    page = begun(qtbot, alone)
    qtbot.mouseClick(page.questions.editor.add, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(page.questions.editor.cards[0].text, "Is it fine?")

    box = page.questions.rubric
    box.setCurrentIndex(box.findText("Start from: Quality of a support answer"))
    qtbot.mouseClick(page.questions.editor.undone, Qt.MouseButton.LeftButton)

    assert [each.text for each in page.questions.editor.questions] == ["Is it fine?"]
    assert page.questions.preview.texts[0] == "Is it fine?"


def test_what_is_missing_stands_beside_its_field_and_the_keyboard_goes_there(qtbot, alone):
    page = begun(qtbot, alone)
    ask_quality(page)
    assert page.people.problem.isHidden()

    qtbot.keyClick(page.name, ENTER, CONTROL)

    assert page.people.problem.text() == "Name at least one person."
    assert page.people.names.field.hasFocus()
    assert alone.services.reviews.all() == []
    name(qtbot, page, "ada")
    assert page.people.problem.isHidden()


def test_names_used_before_and_your_own_are_offered(qtbot, alone):
    call_yourself(alone, "dana@acme.example")
    page = begun(qtbot, alone)
    ask_quality(page)
    offers = ["You: dana@acme.example"]
    assert [each.text() for each in page.people.names.offers] == offers
    qtbot.mouseClick(page.people.names.offers[0], Qt.MouseButton.LeftButton)
    name(qtbot, page, "grace")
    made(qtbot, alone)
    alone.settle(qtbot)

    page.fresh.click()

    assert [each.text() for each in page.people.names.offers] == [*offers, "grace"]


def test_a_long_name_is_offered_in_short_and_told_whole(qtbot, alone):
    own = f"dana@{'review.' * 12}acme.example"
    call_yourself(alone, own)
    page = begun(qtbot, alone)
    ask_quality(page)
    [offer] = page.people.names.offers
    assert offer.text().startswith("You: dana@")
    assert "…" in offer.text()
    assert f"You: {own}" in offer.toolTip()

    qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)

    assert [chip.text for chip in page.people.names.chips] == [own]


def test_a_name_is_taken_away_by_its_button_or_by_backspace(qtbot, alone):
    page = begun(qtbot, alone)
    name(qtbot, page, "ada", "bo", "cy", "ADA")
    names = page.people.names
    assert names.texts == ("ada", "bo", "cy")

    qtbot.mouseClick(names.chips[0].button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(names.field, Qt.Key.Key_Backspace)

    assert names.texts == ("bo",)
    assert names.field.text() == "cy"


def test_one_person_alone_is_not_asked_about_sharing(qtbot, alone):
    page = begun(qtbot, alone)
    name(qtbot, page, "ada")
    assert page.people.several.isHidden()

    name(qtbot, page, "bo")
    choose(page.people.sharing, "some")
    page.people.shared.setValue(5)

    assert not page.people.several.isHidden()
    assert page.words.text() == "2 people, 19 outputs, 5 shared: about 12 each"


def test_what_was_chosen_survives_leaving_the_page(qtbot, alone):
    page = begun(qtbot, alone)
    name(qtbot, page, "ada")
    page.questions.editor.add.click()
    qtbot.keyClicks(page.questions.editor.cards[0].text, "Is it fine?")
    before = page.chosen

    page.rest()
    alone.begin(qtbot)

    assert page.chosen == before
    alone.begin(qtbot, source=Source(run_ids=("run-3",)))
    assert page.people.names.texts == ("ada",)
    assert page.source.found.text() == "1 output"


def test_it_goes_on_with_a_rubric_that_was_written_meanwhile(qtbot, alone):
    page = begun(qtbot, alone)
    name(qtbot, page, "ada")
    (rubric,) = alone.services.rubrics.rubrics()

    alone.begin(qtbot, rubric_id=rubric.id)

    assert page.chosen.rubric == rubric
    assert page.people.names.texts == ("ada",)


def test_starting_over_forgets_what_was_chosen(qtbot, alone):
    page = begun(qtbot, alone)
    name(qtbot, page, "ada")
    page.name.setText("Mine")

    qtbot.mouseClick(page.fresh, Qt.MouseButton.LeftButton)

    assert (page.name.text(), page.people.names.texts) == ("", ())


def test_an_empty_workspace_says_where_outputs_come_from(qtbot, alone_in_nothing):
    page = begun(qtbot, alone_in_nothing)

    assert "There is no evaluation yet" in page.source.found.text()
    qtbot.keyClick(page.name, ENTER, CONTROL)
    assert page.source.origin.hasFocus()


def test_hostile_names_are_only_shown(qtbot, alone):
    page = begun(qtbot, alone)

    page.people.names.add("<img src=x>\u202eevil, " + "x" * 500)

    assert len(page.people.names.texts[1]) == 120
    tip = page.people.names.chips[0].button.toolTip()
    assert "&lt;img" in tip


def test_outputs_that_came_since_are_counted_when_it_is_turned_to_again(qtbot, alone):
    page = begun(qtbot, alone)
    choose(page.source.origin, "board")
    qtbot.waitUntil(lambda: page.source.found.text() == "1 output")
    known = alone.services.runs.run("board-1").job
    job = a_job("board-2", prompt_id=known.prompt_id, digest=known.digest, batch_id="b")
    record(alone.services, a_run(job=job, text="Another"))

    alone.begin(qtbot)

    assert page.source.found.text() == "2 outputs"


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_nothing_is_cut_off_at_the_side_in_a_small_window(qtbot, alone, theme, scale):
    theme.set_text_scale(scale)
    page = begun(qtbot, alone)
    name(qtbot, page, *(f"Reviewer number {n} with a long name" for n in range(30)))
    page.kind.cards.cards[ReviewKind.PREFER].click()
    page.questions.rubric.setCurrentIndex(
        page.questions.rubric.findText("Start from: Pick the better one")
    )

    page.resize(650, 560)

    qtbot.waitUntil(lambda: page._inside.width() <= 650)
    assert page._inside.minimumSizeHint().width() <= page._inside.width()
