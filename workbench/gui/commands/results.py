"""Commands about what an evaluation came to: its views, the baseline, the gate, reports, and what
people say of single outputs."""

from __future__ import annotations

from workbench.gui.commands import evaluate_context
from workbench.gui.commands.declaration import Command, Menu
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

RESULTS_MENU = QT_TRANSLATE_NOOP("commands", "Resu&lts")
JUDGMENT_MENU = QT_TRANSLATE_NOOP("commands", "Your &judgment")

RESULTS = (
    Command(
        "evaluation.cases",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "&Cases"),
        QT_TRANSLATE_NOOP("commands", "The grid: a row for each case, a column for each version"),
        "table-check",
        "Ctrl+Alt+C",
        when=evaluate_context.evaluation_there,
        submenu=RESULTS_MENU,
    ),
    Command(
        "evaluation.plots",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "&Plots"),
        QT_TRANSLATE_NOOP("commands", "Quality against cost and time, over versions, by label"),
        "chart",
        "Ctrl+Alt+P",
        when=evaluate_context.evaluation_there,
        submenu=RESULTS_MENU,
    ),
    Command(
        "evaluation.compare",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "Co&mpare"),
        QT_TRANSLATE_NOOP("commands", "Hold any two columns of evaluations against each other"),
        "scales",
        "Ctrl+Alt+V",
        when=evaluate_context.evaluation_there,
        submenu=RESULTS_MENU,
    ),
    Command(
        "evaluation.gate",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "&Gate"),
        QT_TRANSLATE_NOOP("commands", "What must hold before a version may be released"),
        "shield-check",
        "Ctrl+Alt+G",
        when=evaluate_context.evaluation_there,
        submenu=RESULTS_MENU,
    ),
    Command(
        "evaluation.pin_baseline",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "Pin as the &baseline"),
        QT_TRANSLATE_NOOP("commands", "Later evaluations of the prompt are held against this one"),
        "pin",
        when=evaluate_context.can_pin_evaluation,
        checkable=True,
        section=True,
        submenu=RESULTS_MENU,
    ),
    Command(
        "evaluation.report",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "Write a &report…"),
        QT_TRANSLATE_NOOP("commands", "A web page, Markdown, JSON, JUnit or a table, as a file"),
        "clipboard",
        when=evaluate_context.evaluation_there,
        submenu=RESULTS_MENU,
    ),
    Command(
        "gate.read",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "Read a gate &file…"),
        QT_TRANSLATE_NOOP("commands", "Take the conditions of a gate.yaml over"),
        "import",
        when=evaluate_context.evaluation_changeable,
        submenu=RESULTS_MENU,
    ),
    Command(
        "gate.write",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "&Write the gate file…"),
        QT_TRANSLATE_NOOP("commands", "Keep the conditions beside the prompt, for CI"),
        "upload",
        when=evaluate_context.can_write_gate,
        submenu=RESULTS_MENU,
    ),
    Command(
        "result.good",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "&Good"),
        QT_TRANSLATE_NOOP("commands", "You find this output good; again takes it back; + in grid"),
        "thumb-up",
        when=evaluate_context.result_answered,
        checkable=True,
        submenu=JUDGMENT_MENU,
    ),
    Command(
        "result.bad",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "&Bad"),
        QT_TRANSLATE_NOOP("commands", "You find this output bad; again takes it back; - in grid"),
        "thumb-down",
        when=evaluate_context.result_answered,
        checkable=True,
        submenu=JUDGMENT_MENU,
    ),
    Command(
        "result.note",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "&Note…"),
        QT_TRANSLATE_NOOP("commands", "A line on this output, kept with it and in reports"),
        "comment",
        when=evaluate_context.result_answered,
        submenu=JUDGMENT_MENU,
    ),
)
