"""When the commands of reviews can run, and the reasons when they cannot."""

from __future__ import annotations

from workbench.gui.commands.context import Context, prompt_open, workspace_open, writable
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

NO_REVIEW = QT_TRANSLATE_NOOP("commands", "Choose a review in Review first.")
REVIEW_CLOSED = QT_TRANSLATE_NOOP("commands", "The review is closed: open it again first.")
REVIEW_OPEN = QT_TRANSLATE_NOOP("commands", "The review is open.")
NO_RUBRICS = QT_TRANSLATE_NOOP("commands", "Open the rubrics first.")
NO_RUBRIC = QT_TRANSLATE_NOOP("commands", "Choose a rubric first.")
RUBRIC_UNKEPT = QT_TRANSLATE_NOOP("commands", "The rubric was never saved.")
RUBRIC_UNCHANGED = QT_TRANSLATE_NOOP("commands", "The rubric is saved as it is.")
NO_REVIEWER = QT_TRANSLATE_NOOP("commands", "Choose a reviewer in the overview first.")
NOTHING_SAID = QT_TRANSLATE_NOOP("commands", "Nobody has judged anything in this review yet.")
NOT_LEARNED = QT_TRANSLATE_NOOP("commands", "Open what was learned from a review first.")
NOT_HIDDEN = QT_TRANSLATE_NOOP("commands", "Models and versions are shown already.")
NOT_JUDGING = QT_TRANSLATE_NOOP("commands", "Begin to judge in Review first.")
NO_SOURCE = QT_TRANSLATE_NOOP("commands", "The outputs of this review are from several places.")
NO_EVALUATION = QT_TRANSLATE_NOOP("commands", "Choose an evaluation in Evaluate first.")
NOTHING_BOARDED = QT_TRANSLATE_NOOP("commands", "Nothing on the board finished yet.")


def review_shown(context: Context) -> str:
    return workspace_open(context) or ("" if context.review.shown else NO_REVIEW)


def review_changeable(context: Context) -> str:
    return review_shown(context) or writable(context)


def review_open(context: Context) -> str:
    return review_changeable(context) or (REVIEW_CLOSED if context.review.closed else "")


def review_closed(context: Context) -> str:
    return review_changeable(context) or ("" if context.review.closed else REVIEW_OPEN)


def can_begin(context: Context) -> str:
    return review_open(context) or ("" if context.review.reviewer else NO_REVIEWER)


def judging(context: Context) -> str:
    return writable(context) or ("" if context.review.judging else NOT_JUDGING)


def can_learn(context: Context) -> str:
    return review_shown(context) or ("" if context.review.judged else NOTHING_SAID)


def learned_shown(context: Context) -> str:
    return workspace_open(context) or ("" if context.review.learned else NOT_LEARNED)


def can_adopt(context: Context) -> str:
    return learned_shown(context) or writable(context)


def can_reveal(context: Context) -> str:
    return learned_shown(context) or ("" if context.review.hidden else NOT_HIDDEN)


def has_source(context: Context) -> str:
    return review_shown(context) or ("" if context.review.source else NO_SOURCE)


def evaluation_to_review(context: Context) -> str:
    return writable(context) or ("" if context.evaluation_shown else NO_EVALUATION)


def board_to_review(context: Context) -> str:
    if reason := prompt_open(context) or writable(context):
        return reason
    return "" if context.review.boarded else NOTHING_BOARDED


def rubrics_writable(context: Context) -> str:
    return writable(context) or ("" if context.review.rubrics else NO_RUBRICS)


def rubric_chosen(context: Context) -> str:
    return rubrics_writable(context) or ("" if context.review.rubric else NO_RUBRIC)


def rubric_kept(context: Context) -> str:
    return rubric_chosen(context) or ("" if context.review.rubric_kept else RUBRIC_UNKEPT)


def rubric_changed(context: Context) -> str:
    return rubric_chosen(context) or ("" if context.review.rubric_changed else RUBRIC_UNCHANGED)
