"""The report of a review is written where it is wanted."""

from __future__ import annotations


def judged(qtbot, learned):
    review = learned.reviewed()
    learned.say(review, 0, "ada")
    learned.shown(qtbot, review)
    qtbot.waitUntil(learned.actions["review.report"].isEnabled)
    return review


def test_a_report_is_written_as_a_web_page_and_its_place_is_told(qtbot, learned, tmp_path):
    judged(qtbot, learned)
    path = tmp_path / "report.html"
    learned.ask.files.append(path)
    said = []
    learned.page.said.connect(said.append)

    with qtbot.waitSignal(learned.page.file_written) as written:
        learned.actions.run("review.report")

    assert written.args == [path]
    assert path.read_text("utf-8").lower().startswith("<!doctype html>")
    assert said[-1] == f"The report was written to {path}."


def test_a_report_is_written_as_markdown_by_its_ending(qtbot, learned, tmp_path):
    judged(qtbot, learned)
    path = tmp_path / "report.md"
    learned.ask.files.append(path)

    with qtbot.waitSignal(learned.page.file_written):
        learned.actions.run("review.report")

    assert "Refund answers" in path.read_text("utf-8")
    assert "<html" not in path.read_text("utf-8")


def test_a_report_that_cannot_be_written_is_told(qtbot, learned, tmp_path):
    judged(qtbot, learned)
    learned.ask.files.append(tmp_path / "nowhere" / "report.html")

    learned.actions.run("review.report")

    qtbot.waitUntil(lambda: len(learned.ask.errors) == 1)


def test_nothing_is_written_where_nobody_chose_a_file(qtbot, learned):
    judged(qtbot, learned)
    learned.ask.files.append(None)

    learned.actions.run("review.report")
    learned.settled(qtbot)

    assert not learned.ask.errors
