from __future__ import annotations

import json
import re

from selenium.webdriver.common.keys import Keys

from tests.browser.packs import a_pack, is_signed, said
from workbench.domain.reviews import ReviewKind
from workbench.domain.rubrics import Question, QuestionKind

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
ANYTHING = (
    Question("tone", "Is the tone right?", least_means="cold", most_means="warm"),
    Question("true", "Is it true?", QuestionKind.YES_NO),
    Question("use", "What would you do?", QuestionKind.CHOICE, choices=("send", "change", "drop")),
    Question("why", "Why?", QuestionKind.TEXT, required=False),
)


def test_a_whole_pack_is_judged_by_keys_alone(reviewer):
    reviewer.open(a_pack("One.", "Two.", "Three.", questions=ANYTHING))
    assert "For Ada Lovelace" in reviewer.text()
    reviewer.begin()

    assert reviewer.position == "1 of 3"
    reviewer.press("4", "1", "2", Keys.ENTER)
    assert reviewer.position == "2 of 3"
    reviewer.press(Keys.ARROW_RIGHT, "2", "3", Keys.ENTER)
    assert reviewer.position == "3 of 3"
    reviewer.press("5", "1", "1", "1", *"Good, but so long")
    reviewer.press_with(Keys.CONTROL, Keys.ENTER)
    assert "All done" in reviewer.text()

    results = reviewer.save()
    assert is_signed(results)
    assert said(results) == {
        "item-0": {"tone": 4, "true": True, "use": "change"},
        "item-1": {"tone": 1, "true": False, "use": "drop"},
        "item-2": {"tone": 5, "true": True, "use": "send", "why": "Good, but so long"},
    }
    assert results["reviewer"] == "Ada Lovelace"
    assert (results["spec"], results["review"]) == ("review-results/1", "sha256:" + "0" * 64)


def test_the_file_is_named_after_the_review_and_the_reviewer(reviewer):
    reviewer.open(a_pack("One.", name="Refunds: a/b?"))
    reviewer.begin()
    reviewer.press("4", "1", Keys.ENTER)

    results = reviewer.save()

    assert reviewer.saved_as == "Refunds-a-b_Ada-Lovelace_answers.json"
    assert reviewer.saved.isascii()
    [judgment] = results["judgments"]
    assert UUID.fullmatch(judgment["id"])
    assert type(judgment["seconds"]) is int
    assert "All done" in reviewer.text()


def test_an_item_is_left_only_once_it_is_answered(reviewer):
    reviewer.open(a_pack())
    reviewer.begin()
    reviewer.press("4", Keys.ENTER)

    assert reviewer.position == "1 of 3"
    assert "no answer yet" in reviewer.text(".question.missing")
    assert "Is it true?" in reviewer.run("return document.getElementById('announcer').textContent")

    reviewer.press("2", Keys.ENTER)
    assert reviewer.position == "2 of 3"


def test_after_a_reload_it_goes_on_where_it_stopped(reviewer):
    reviewer.open(a_pack())
    reviewer.begin()
    reviewer.press("4", "1", Keys.ENTER, "2")
    reviewer.driver.refresh()

    assert "One of 3 is done." in reviewer.text()
    reviewer.begin()
    assert reviewer.position == "2 of 3"
    assert reviewer.answers() == ["2"]


def test_steps_are_undone_one_by_one_across_items(reviewer):
    reviewer.open(a_pack())
    reviewer.begin()
    reviewer.press("4", "1", Keys.ENTER, "2")

    reviewer.press("u")
    assert (reviewer.position, reviewer.answers()) == ("2 of 3", [])
    reviewer.press(Keys.BACKSPACE)
    assert (reviewer.position, reviewer.answers()) == ("1 of 3", ["4"])
    reviewer.press("u", "u")
    assert (reviewer.position, reviewer.answers()) == ("1 of 3", [])


def test_what_was_saved_and_then_undone_is_taken_back(reviewer):
    reviewer.open(a_pack("One."))
    reviewer.begin()
    reviewer.press("4", "1", Keys.ENTER)
    [before] = reviewer.save()["judgments"]
    reviewer.click(".back")
    reviewer.press("u")

    [after] = reviewer.save()["judgments"]

    assert (after["answers"], after["comments"], after["skipped"]) == ({}, [], "")
    assert after["id"] != before["id"]


def test_what_is_saved_again_unchanged_is_the_same_judgment(reviewer):
    reviewer.open(a_pack("One.", "Two."))
    reviewer.begin()
    reviewer.press("4", "1", Keys.ENTER)
    first = reviewer.save()
    reviewer.click(".open-items button")
    reviewer.press("3", "2", Keys.ENTER)
    second = reviewer.save()

    assert second["judgments"][0] == first["judgments"][0]
    assert len(second["judgments"]) == 2


def test_an_item_is_skipped_with_a_reason(reviewer):
    reviewer.open(a_pack())
    reviewer.begin()
    reviewer.press("4", "s", Keys.TAB, *"Not my field")
    reviewer.press_with(Keys.CONTROL, Keys.ENTER)

    assert reviewer.position == "2 of 3"
    [judgment] = reviewer.save()["judgments"]
    assert (judgment["skipped"], judgment["answers"]) == ("Not my field", {})


def test_a_skipped_item_can_be_answered_after_all(reviewer):
    reviewer.open(a_pack("One."))
    reviewer.begin()
    reviewer.press("s", Keys.ENTER)
    reviewer.click(".back")
    assert "Skipped: I cannot tell" in reviewer.text()
    reviewer.press("4", "1", Keys.ENTER)

    [judgment] = reviewer.save()["judgments"]
    assert (judgment["skipped"], judgment["answers"]) == ("", {"tone": 4, "true": True})


def test_of_a_pair_the_better_one_is_chosen_as_it_is_shown(reviewer):
    pairs = [("Left text", "Right text")] * 3
    reviewer.open(a_pack(*pairs, kind=ReviewKind.PREFER, questions=()))
    reviewer.begin()
    one, other = reviewer.all(".outputs .card")
    assert one.rect["y"] == other.rect["y"]
    reviewer.press(Keys.ARROW_RIGHT, Keys.ENTER, Keys.ARROW_LEFT, Keys.ENTER, "2", Keys.ENTER)

    results = reviewer.save()

    answers = [each["answers"]["preference"] for each in results["judgments"]]
    assert answers == ["second", "first", "tie"]


def test_a_label_is_given(reviewer):
    labels = ("complaint", "question")
    reviewer.open(a_pack("One.", kind=ReviewKind.LABEL, labels=labels, questions=()))
    reviewer.begin()
    reviewer.press("2", Keys.ENTER)

    assert said(reviewer.save()) == {"item-0": {"label": "question"}}


def test_a_text_is_corrected_and_what_was_changed_is_shown(reviewer):
    texts = ("They was late.\r\nSorry.", "All is well.")
    reviewer.open(a_pack(*texts, kind=ReviewKind.CORRECT, questions=()))
    reviewer.begin()
    box = reviewer.one(".correction textarea")
    box.click()
    reviewer.press_with(Keys.CONTROL, Keys.HOME)
    reviewer.press(*[Keys.ARROW_RIGHT] * 5, *[Keys.DELETE] * 3, *"were")

    assert [each.text for each in reviewer.all(".changes del, .changes ins")] == ["was", "were"]
    reviewer.press_with(Keys.CONTROL, Keys.ENTER)
    reviewer.click(".right")
    reviewer.press(Keys.ESCAPE)
    reviewer.click(".next")

    assert said(reviewer.save()) == {
        "item-0": {"correction": "They were late.\r\nSorry."},
        "item-1": {"correction": "All is well."},
    }


def test_typing_is_undone_as_one_step(reviewer):
    reviewer.open(a_pack("One.", questions=ANYTHING))
    reviewer.begin()
    reviewer.one("textarea").send_keys("Because")
    reviewer.press(Keys.ESCAPE, "u")

    assert reviewer.one("textarea").get_property("value") == ""


def test_leaving_with_answers_unsaved_is_warned_about(reviewer):
    leaving = (
        "const event = new Event('beforeunload', {cancelable: true});"
        "window.dispatchEvent(event); return event.defaultPrevented"
    )
    reviewer.open(a_pack("One."))
    assert not reviewer.run(leaving)
    reviewer.begin()
    reviewer.press("4", "1")
    assert reviewer.run(leaving)
    reviewer.press(Keys.ENTER)
    reviewer.save()
    assert not reviewer.run(leaving)


def test_results_are_copied_as_text(reviewer):
    reviewer.open(a_pack("One."))
    reviewer.begin()
    reviewer.press("4", "1", Keys.ENTER)
    reviewer.click(".copy")
    box = reviewer.one(".copied")
    reviewer.until(lambda: reviewer.text("[role=status]"))

    assert is_signed(json.loads(box.get_property("value")))


def test_a_browser_that_keeps_nothing_says_so(reviewer):
    script = "Storage.prototype.setItem = () => { throw new Error('full'); }"
    made = reviewer.driver.execute_cdp_cmd(
        "Page.addScriptToEvaluateOnNewDocument", {"source": script}
    )
    try:
        reviewer.open(a_pack("One."))
        assert "does not keep your answers" in reviewer.text()
        reviewer.begin()
        assert "Not kept" in reviewer.text(".saved")
        reviewer.press("4", "1", Keys.ENTER)
        assert said(reviewer.save()) == {"item-0": {"tone": 4, "true": True}}
    finally:
        reviewer.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", made)


def test_keys_can_be_switched_off(reviewer):
    reviewer.open(a_pack("One."))
    reviewer.begin()
    reviewer.press("?")
    reviewer.click("dialog input[type=checkbox]")
    reviewer.press(Keys.ESCAPE, "4")

    assert reviewer.answers() == []


def test_undo_on_the_same_item_leaves_the_page_where_it_is(reviewer):
    reviewer.open(a_pack("Line.\n\n" * 60, questions=ANYTHING))
    reviewer.begin()
    reviewer.press("4", "1")
    before = reviewer.run("return scrollY")
    reviewer.press("u")

    assert reviewer.answers() == ["4"]
    assert abs(reviewer.run("return scrollY") - before) < 200 < before


def test_the_time_that_the_page_is_hidden_does_not_count(reviewer):
    reviewer.open(a_pack("One."))
    reviewer.run(
        "window.clock = 0; window.away = false; performance.now = () => window.clock;"
        "Object.defineProperty(document, 'hidden', {get: () => window.away});"
        "window.pass = (seconds, away) => { window.clock += seconds * 1000; window.away = away;"
        " document.dispatchEvent(new Event('visibilitychange')); }"
    )
    reviewer.begin()
    reviewer.run("pass(30, true); pass(5000, false); pass(12, false)")
    reviewer.press("4", "1", Keys.ENTER)

    assert reviewer.save()["judgments"][0]["seconds"] == 42


def test_the_same_pack_in_two_windows_is_warned_about(reviewer):
    page = a_pack("One.")
    reviewer.open(page)
    first = reviewer.driver.current_window_handle
    reviewer.driver.switch_to.new_window("window")
    try:
        reviewer.open(page)
        reviewer.begin()
        reviewer.press("4")
    finally:
        reviewer.driver.close()
        reviewer.driver.switch_to.window(first)

    reviewer.until(lambda: reviewer.all(".elsewhere"))


def test_instructions_can_be_read_again(reviewer):
    reviewer.open(a_pack("One.", instructions="Be **fair**."))
    reviewer.begin()
    [again] = [each for each in reviewer.all(".bar button") if each.text == "Instructions"]
    again.click()

    assert reviewer.text("dialog .text") == "Be fair."
    assert reviewer.text("dialog strong") == "fair"


def test_focus_among_the_questions_goes_along_with_the_marked_one(reviewer):
    reviewer.open(a_pack("One.", questions=ANYTHING))
    reviewer.begin()
    reviewer.click("[data-question=tone] .choice")
    reviewer.press("5", " ")

    assert reviewer.answers() == ["5", "Yes"]
