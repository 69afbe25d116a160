"""Commands of the menu Review: people who judge outputs, and what becomes of it.

`REVIEW_MENU` is what the menu of a review in the list shows, `REVIEWER_MENU` that of a reviewer;
None is a line between them.
"""

from __future__ import annotations

from workbench.gui.commands import context, review_context
from workbench.gui.commands.declaration import Command, Menu
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

REVIEW = (
    Command(
        "review.new",
        Menu.REVIEW,
        QT_TRANSLATE_NOOP("commands", "&New review…"),
        QT_TRANSLATE_NOOP("commands", "Choose outputs, questions and the people who judge"),
        "plus",
        "Ctrl+Alt+H",
        when=context.writable,
    ),
    Command(
        "review.import",
        Menu.REVIEW,
        QT_TRANSLATE_NOOP("commands", "&Take in results…"),
        QT_TRANSLATE_NOOP("commands", "Results files of reviewers; dropped onto the window, too"),
        "import",
        "Ctrl+Alt+O",
        when=context.writable,
    ),
    Command(
        "review.paste",
        Menu.REVIEW,
        QT_TRANSLATE_NOOP("commands", "&Paste results"),
        QT_TRANSLATE_NOOP("commands", "Results that a reviewer copied instead of saving them"),
        "clipboard",
        when=context.writable,
    ),
    Command(
        "review.begin",
        Menu.REVIEW,
        QT_TRANSLATE_NOOP("commands", "&Judge here"),
        QT_TRANSLATE_NOOP("commands", "Answer in this window as the current reviewer"),
        "play",
        "Ctrl+Alt+J",
        when=review_context.can_begin,
        section=True,
    ),
    Command(
        "review.pack",
        Menu.REVIEW,
        QT_TRANSLATE_NOOP("commands", "&Write the reviewer's pack…"),
        QT_TRANSLATE_NOOP("commands", "One file that the reviewer opens in any browser"),
        "package",
        when=review_context.can_begin,
    ),
    Command(
        "review.packs",
        Menu.REVIEW,
        QT_TRANSLATE_NOOP("commands", "Write packs for &everyone…"),
        QT_TRANSLATE_NOOP("commands", "A file for each reviewer, into a folder"),
        "package",
        when=review_context.review_open,
    ),
    Command(
        "review.learned",
        Menu.REVIEW,
        QT_TRANSLATE_NOOP("commands", "What was &learned"),
        QT_TRANSLATE_NOOP("commands", "Agreement, preferences, and reviewers against judges"),
        "chart",
        when=review_context.can_learn,
        section=True,
    ),
    Command(
        "review.reveal",
        Menu.REVIEW,
        QT_TRANSLATE_NOOP("commands", "&Show models and versions"),
        QT_TRANSLATE_NOOP("commands", "Before everybody is done; reviewers are not told"),
        "eye",
        when=review_context.can_reveal,
    ),
    Command(
        "review.adopt",
        Menu.REVIEW,
        QT_TRANSLATE_NOOP("commands", "&Use in the dataset…"),
        QT_TRANSLATE_NOOP("commands", "Answers become expected values or labels of cases"),
        "database",
        when=review_context.can_adopt,
    ),
    Command(
        "review.report",
        Menu.REVIEW,
        QT_TRANSLATE_NOOP("commands", "Write &a report…"),
        QT_TRANSLATE_NOOP("commands", "What was learned, as a web page or as Markdown"),
        "file",
        when=review_context.can_adopt,
    ),
    Command(
        "review.approve",
        Menu.REVIEW,
        QT_TRANSLATE_NOOP("commands", "Attac&h to an approval…"),
        QT_TRANSLATE_NOOP("commands", "Keep a report as evidence and approve what was judged"),
        "check-badge",
        when=review_context.can_adopt,
    ),
    Command(
        "review.source",
        Menu.REVIEW,
        QT_TRANSLATE_NOOP("commands", "Where the outputs are &from"),
        QT_TRANSLATE_NOOP("commands", "Open the evaluation, or else the prompt in Write"),
        "origin",
        when=review_context.has_source,
    ),
    Command(
        "review.rename",
        Menu.REVIEW,
        QT_TRANSLATE_NOOP("commands", "&Rename the review…"),
        QT_TRANSLATE_NOOP("commands", "Give the review another name"),
        "pencil",
        when=review_context.review_changeable,
        section=True,
    ),
    Command(
        "review.close",
        Menu.REVIEW,
        QT_TRANSLATE_NOOP("commands", "&Close the review"),
        QT_TRANSLATE_NOOP("commands", "Nothing more is to be judged; it can be opened again"),
        "lock",
        when=review_context.review_open,
    ),
    Command(
        "review.reopen",
        Menu.REVIEW,
        QT_TRANSLATE_NOOP("commands", "&Open the review again"),
        QT_TRANSLATE_NOOP("commands", "Let reviewers go on with it"),
        "lock-open",
        when=review_context.review_closed,
    ),
    Command(
        "review.remove",
        Menu.REVIEW,
        QT_TRANSLATE_NOOP("commands", "Remove the review…"),
        QT_TRANSLATE_NOOP("commands", "Forget it with everything that was said; runs stay"),
        "x",
        when=review_context.review_changeable,
    ),
)

TO_REVIEW = (
    Command(
        "review.of_evaluation",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "Have people review these outp&uts…"),
        QT_TRANSLATE_NOOP("commands", "Set up a review of the evaluation that is shown"),
        "people",
        when=review_context.evaluation_to_review,
        section=True,
    ),
    Command(
        "review.of_board",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "Have people review these outp&uts…"),
        QT_TRANSLATE_NOOP("commands", "Set up a review of what the board shows"),
        "people",
        when=review_context.board_to_review,
        section=True,
    ),
)

REVIEW_MENU: tuple[str | None, ...] = (
    "review.learned",
    "review.source",
    None,
    "review.packs",
    "review.import",
    None,
    "review.rename",
    "review.close",
    "review.reopen",
    "review.remove",
)

REVIEWER_MENU: tuple[str | None, ...] = ("review.begin", "review.pack")
