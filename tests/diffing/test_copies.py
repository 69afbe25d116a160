from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.diffing.copied_words import Vocabulary, changed_stretches
from workbench.diffing.copies import SIMILAR, KnownTexts

WORDS = [f"word{number}" for number in range(400)]
KNOWN = [" ".join(WORDS[start : start + 40]) for start in range(0, 200, 40)]
OTHERS = WORDS[200:]


@st.composite
def edited(draw):
    """One of the known texts, in which less than a fifth of the words is another's."""
    index = draw(st.integers(0, len(KNOWN) - 1))
    words = KNOWN[index].split()
    places = draw(st.sets(st.integers(0, 39), min_size=1, max_size=7))
    for place in places:
        words[place] = draw(st.sampled_from(OTHERS))
    return index, " ".join(words)


@given(edited())
def test_an_edited_copy_within_bounds_is_found(copy):
    index, text = copy

    [match] = KnownTexts(KNOWN).find(text)

    assert match.texts == (index,)
    assert SIMILAR <= match.share < 1


@given(st.lists(st.sampled_from(OTHERS), max_size=200))
def test_unrelated_text_is_not(words):
    assert KnownTexts(KNOWN).find(" ".join(words)) == []


@given(st.lists(st.sampled_from(OTHERS), max_size=60), st.integers(0, 4))
def test_a_copy_within_a_longer_text_is_found_where_it_is(around, index):
    other = " ".join(around)
    text = f"{other} \n{KNOWN[index]}\n {other}"

    [match] = KnownTexts(KNOWN).find(text)

    assert (match.texts, match.identical) == ((index,), True)
    assert text[match.start : match.end] == KNOWN[index]


@given(st.text(max_size=400))
def test_any_text_may_be_looked_through(text):
    for match in KnownTexts([*KNOWN, text]).find(text):
        assert match.texts == (len(KNOWN),)


def test_placeholders_of_all_kinds_are_alike_and_tags_count_for_nothing():
    known = KnownTexts(
        ["{% if x %}Sort the ticket {{ ticket }} for {{ company }}, please.{% endif %}"]
    )

    for text in (
        "Sort the ticket {ticket} for {company}, please.",
        "Sort the ticket ${a.b} for ${ company }, please.",
        "Sort the ticket %(ticket)s for \ufffc, please.",
        "Sort  the ticket {{x}}\nfor {{{y}}},  please.".replace("{{{y}}}", "{y!r}"),
    ):
        [match] = known.find(text)
        assert match.identical, text


def test_scripts_without_spaces_are_compared_sign_by_sign():
    known = KnownTexts(["请把下面的工单分类，并说明你为什么这样决定。"])

    [match] = known.find("请把下面的邮件分类，并说明你为什么这样决定。")

    assert SIMILAR < match.share < 1


def test_what_changed_is_told_in_stretches():
    old = "Ask for the order number first, and be kind."

    assert changed_stretches(old, "Ask for the phone number first.", Vocabulary()) == [
        ("order", "phone"),
        (", and be kind", ""),
    ]
