"""What the policy asks for, as it is shown: by word and mark, wrapped, and as text."""

from __future__ import annotations

from workbench.domain.standing import Demand, DemandState, Standing
from workbench.gui.release.changing.demands import DemandsView

HOSTILE = "<img src=x>\u202e" + "x" * 400


def shown(qtbot, theme, icons, *demands, uncounted=()):
    view = DemandsView(theme, icons)
    qtbot.addWidget(view)
    view.resize(500, 200)
    view.show_standing(Standing("p", 2, "", "prod", "signed", demands, uncounted))
    view.show()
    return view


def test_an_environment_that_asks_for_nothing_says_so(qtbot, theme, icons):
    view = shown(qtbot, theme, icons)

    assert view.accessibleDescription() == "prod asks for nothing: p v2 may be pinned there."


def test_what_is_there_and_what_is_missing_is_told_by_words(qtbot, theme, icons):
    view = shown(
        qtbot,
        theme,
        icons,
        Demand("1 approval", DemandState.MET, 3, there=("alice, 2026-11-21",)),
        Demand("pinned in dev before", DemandState.MISSING, 4, lacking=("never was",)),
        Demand("nobody approves their own", DemandState.RULE, 5),
    )

    assert view.accessibleDescription().split("\n") == [
        "p v2 lacks 1 of what prod asks for.",
        "there, 1 approval, alice, 2026-11-21",
        "missing, pinned in dev before, never was",
        "rule, nobody approves their own",
    ]


def test_hostile_words_stay_text_and_widen_nothing(qtbot, theme, icons):
    demand = Demand(HOSTILE, DemandState.MISSING, 3, (HOSTILE,), (HOSTILE,))

    view = shown(qtbot, theme, icons, *[demand] * 20, uncounted=(HOSTILE,))

    assert view.horizontalScrollBar().maximum() == 0
    assert "\u202e" not in "".join(line.text() for line in view.rows[0].lines)
