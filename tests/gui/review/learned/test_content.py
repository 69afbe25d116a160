"""Figures become words and tables: what nobody may guess from them stays hidden."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_review
from workbench.domain.agreements import Calibration, Rank, ReviewFigures, StandIn, WinRate
from workbench.domain.comparisons import Measure
from workbench.domain.rubrics import Question, QuestionKind
from workbench.gui.review.learned.content import Table
from workbench.gui.review.learned.copying import csv_text, markdown_text
from workbench.gui.review.learned.judging import judges_section
from workbench.gui.review.learned.names import Names
from workbench.gui.review.learned.numbers import number_words, points_words, share_words
from workbench.gui.review.learned.preferences import places, preferences_section

OPEN = Names((), hidden=False)


def rank(name, low, high, place):
    return Rank(name, Measure((low + high) / 2, low, high, 40), place)


def figures(**fields):
    return ReviewFigures(**{"review": a_review(), "items": 40, "reviewers": (), **fields})


def test_contenders_whose_intervals_overlap_share_their_places():
    ranking = [rank("a", 0.7, 0.9, 1), rank("b", 0.6, 0.75, 2), rank("c", 0.1, 0.3, 3)]

    assert list(places(ranking)) == ["1 to 2", "1 to 2", "3"]


def test_many_pairs_stand_in_the_table_and_not_in_a_chart():
    pairs = tuple(WinRate(f"a{n}", "b", 3, 2, 1, Measure(0.6, 0.4, 0.8, 6)) for n in range(12))

    section = preferences_section(figures(win_rates=pairs), OPEN)

    assert section.topics[0].charts == ()
    assert len(section.topics[0].table.rows) == 12
    assert section.topics[0].table.rows[0][2:5] == ("3", "2", "1")


def test_a_side_that_mattered_is_told():
    pair = (WinRate("a", "b", 3, 2, 1, Measure(0.6, 0.4, 0.8, 6)),)

    def told(low, high):
        shown = Measure((low + high) / 2, low, high, 40)
        section = preferences_section(figures(win_rates=pair, first_shown=shown), OPEN)
        return section.topics[-1].sentence

    assert told(0.4, 0.6).startswith("Nothing says that the side mattered")
    assert "shown first in 70 %" in told(0.6, 0.8)


def test_a_judge_has_a_plain_verdict_and_says_how_many_more_it_takes():
    question = Question("true", "Is it true?", QuestionKind.YES_NO)
    unsure = Calibration("polite", question, 8, more_needed=60, confusion=(4, 1, 1, 2))

    topic = judges_section([unsure], OPEN).topics[0]

    assert unsure.verdict is StandIn.CANNOT_TELL
    assert topic.state.word == "can't tell yet"
    assert ("More outputs that would settle it", "about 60") in topic.table.rows
    assert topic.confusion.judge_alone == 1


@given(st.lists(st.text("vA0·-", min_size=1), min_size=1, max_size=5, unique=True), st.data())
def test_hidden_contenders_are_in_no_sentence(contenders, data):
    names = Names(contenders, hidden=True)
    chosen = data.draw(st.sampled_from(contenders))

    told = {names.of(each) for each in contenders}

    assert len(told) == len(contenders)
    assert all(each.startswith("Contender ") for each in told)
    assert names.within(f"«{chosen}» is best") == f"«{names.of(chosen)}» is best"


def test_more_contenders_than_letters_still_differ():
    names = Names([f"model {n:03}" for n in range(60)], hidden=True)

    assert len({names.of(f"model {n:03}") for n in range(60)}) == 60


def test_figures_without_anything_behind_them_are_a_dash():
    nothing = Measure(0.0, 0.0, 1.0, 0)

    assert {share_words(nothing), number_words(None), points_words(nothing)} == {"–"}
    assert points_words(Measure(0.04, -0.05, 0.12, 30)) == "+4 points (-5 to +12)"


def test_copied_cells_are_no_formulas_and_no_markup():
    table = Table(("Output by", "Mean"), (("=HYPERLINK(1)", "a|b <i>"),))

    assert csv_text(table) == "Output by,Mean\r\n'=HYPERLINK(1),a|b <i>\r\n"
    assert markdown_text(table).splitlines()[2] == r"| =HYPERLINK(1) | a\|b \<i> |"
