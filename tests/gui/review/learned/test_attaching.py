"""A review is handed over to the approval of the version it was about."""

from __future__ import annotations


def shown(qtbot, learned, **fields):
    review = learned.reviewed(**fields)
    learned.say(review, 0, "ada")
    learned.shown(qtbot, review)
    qtbot.waitUntil(learned.actions["review.approve"].isEnabled)
    return review


def test_the_report_is_kept_and_the_version_that_was_judged_is_to_be_approved(qtbot, learned):
    learned.commit()
    review = shown(qtbot, learned, version=1)
    said = []
    learned.page.said.connect(said.append)

    with qtbot.waitSignal(learned.page.approval_wanted) as wanted:
        learned.actions.run("review.approve")

    prompt, version = wanted.args
    assert (prompt.path, version) == ("support/refund", 1)
    assert said[-1] == "The report is kept as evidence for support/refund v1."
    kept = learned.services.review_reports.of_review(review.id)
    assert [record.review_id for record in kept] == [review.id]


def test_drafts_cannot_be_approved_and_no_report_is_kept(qtbot, learned):
    review = shown(qtbot, learned)
    said = []
    learned.page.said.connect(said.append)

    learned.actions.run("review.approve")

    qtbot.waitUntil(lambda: len(learned.ask.errors) == 1)
    assert "Only versions can be approved" in learned.ask.errors[0].message
    assert learned.services.review_reports.of_review(review.id) == []
    assert said[-1] == ""


def test_a_draft_that_was_named_after_it_was_run_can_be_approved(qtbot, learned):
    shown(qtbot, learned)
    version = learned.commit()

    with qtbot.waitSignal(learned.page.approval_wanted) as wanted:
        learned.actions.run("review.approve")

    assert version.digest == learned.digest
    assert wanted.args[1] == version.number
    assert learned.ask.errors == []
