from __future__ import annotations

from PySide6.QtCore import Qt

from workbench.domain.checks import Check, Verdict
from workbench.gui.evaluate.checks.programs import programs_in

PASSED, PENDING = Verdict.PASSED, Verdict.PENDING
CODE = "'output' in output"


def untrusted(checking):
    checking.set_checks(Check("python", value=CODE))
    evaluation = checking.open([PENDING] * 8)
    checking.qtbot.waitUntil(checking.part.banner.notice.isVisible)
    return evaluation


def test_a_banner_says_that_programs_wait_and_dont_is_remembered(checking):
    untrusted(checking)
    assert "8 cells wait" in checking.part.banner.notice.text

    checking.part.banner.notice.dismissed.emit()
    checking.engine.tell(checking.evaluate.shown, [])

    assert not checking.part.banner.notice.isVisible()


def test_no_banner_where_only_judges_wait(checking):
    checking.set_checks(Check("llm-rubric", value="Is polite."))
    checking.open([PENDING] * 8)

    assert not checking.part.banner.notice.isVisible()


def test_what_would_run_is_shown_and_no_is_the_answer_of_enter(checking):
    untrusted(checking)
    checking.place.trust_requested.emit(True)
    dialog = checking.dialog("trust.dialog")

    assert CODE in dialog.code.toPlainText()
    assert dialog.no.isDefault()
    checking.qtbot.keyClick(dialog, Qt.Key.Key_Return)

    assert not checking.services.trust.trusted


def test_once_trusted_what_waited_is_scored_and_recorded_without_a_judge(checking):
    evaluation = untrusted(checking)
    checking.place.trust_requested.emit(True)
    dialog = checking.dialog("trust.dialog")
    checking.engine.trusted = True

    dialog.yes.click()

    def scored():
        cells = checking.services.evaluations.cells(evaluation.id)
        return [cell.score.verdict for cell in cells] == [PASSED] * 8

    checking.qtbot.waitUntil(scored)
    checking.qtbot.waitUntil(lambda: checking.results.left == 0)
    assert checking.services.trust.trusted
    assert not checking.part.banner.notice.isVisible()
    assert checking.engine.rescored[-1][2] is False


def test_trust_is_taken_back(checking):
    checking.services.trust.set_trusted(True)
    checking.qtbot.waitUntil(checking.part.trusting.is_trusted)

    checking.place.trust_requested.emit(False)

    checking.qtbot.waitUntil(lambda: not checking.part.trusting.is_trusted())
    assert not checking.services.trust.trusted


def test_trying_a_program_offers_to_trust_it(checking):
    untrusted(checking)
    strip = checking.panel.try_strip
    checking.qtbot.waitUntil(strip.trust.isVisible)

    strip.trust.click()

    assert CODE in checking.dialog("trust.dialog").code.toPlainText()


def test_programs_are_found_in_sets_in_transforms_and_in_cases(services):
    (dataset,) = services.datasets.all()
    inner = Check("javascript", value="1", transform="output.trim()")
    case = type(dataset.cases[0])(checks=(Check("webhook", value="https://a.example"),))
    owner = type(dataset)(
        dataset.id, "D", "", (case,), (Check("assert-set", checks=(inner,)),), transform="x"
    )
    found = [(each.kind, each.text) for each in programs_in(owner, owner.cases)]
    assert found == [
        ("transform", "x"),
        ("transform", "output.trim()"),
        ("javascript", "1"),
        ("webhook", "https://a.example"),
    ]
