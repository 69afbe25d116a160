"""The tree of versions as lanes, and what a filter leaves of it."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import NOON
from workbench.domain.history import TimelineEntry
from workbench.domain.prompts import Version
from workbench.gui.write.history.filtering import TimelineFilter, Wanted, filtered
from workbench.gui.write.history.graph import MOST_LANES, graph
from workbench.gui.write.history.models import DraftEntry


def entry(number, made_from=None, note="", **fields):
    author = fields.pop("author", "Ada")
    version = Version("p", number, f"sha256:{number:064}", note, author, NOON, "", made_from)
    return TimelineEntry(version.digest, NOON + timedelta(hours=number), version, **fields)


def was_run(digest="sha256:run"):
    return TimelineEntry(digest, NOON, runs=1)


def newest_first(*entries):
    return list(entries)[::-1]


def test_a_line_of_versions_is_one_lane():
    rows = graph([DraftEntry(based_on=2), *newest_first(entry(1), entry(2, 1))])

    assert [(row.lane, row.above, row.below) for row in rows] == [
        (0, False, True),
        (0, True, True),
        (0, True, False),
    ]
    assert {row.lanes for row in rows} == {1}


def test_a_draft_of_an_older_version_goes_past_the_newer_ones():
    rows = graph([DraftEntry(based_on=1), *newest_first(entry(1), entry(2, 1), entry(3, 2))])

    assert [row.lane for row in rows] == [0, 1, 1, 0]
    assert [row.through for row in rows] == [(), (0,), (0,), ()]
    assert rows[3].joining == (1,)


def test_two_branches_meet_in_the_version_both_were_made_from():
    versions = newest_first(entry(1), entry(2, 1), entry(3, 1), entry(4, 3))

    rows = graph([DraftEntry(based_on=4), *versions])

    assert [row.lane for row in rows] == [0, 0, 0, 1, 0]
    assert rows[4].joining == (1,)
    assert rows[0].lanes == 2


def test_a_state_that_was_only_run_lies_on_the_way():
    rows = graph([DraftEntry(based_on=1), was_run(), entry(1)])

    assert (rows[1].node, rows[1].through) == (False, (0,))


def test_with_versions_hidden_the_others_hang_on_their_nearest_ancestor():
    timeline = newest_first(entry(1), entry(2, 1), entry(3, 2))

    rows = graph([DraftEntry(based_on=3), timeline[0], timeline[2]], timeline)

    assert [(row.lane, row.above) for row in rows] == [(0, False), (0, True), (0, True)]


@given(st.lists(st.integers(0, 30), max_size=12))
def test_every_graph_can_be_drawn(parents):
    versions = newest_first(*(entry(n, p % n or None) for n, p in enumerate(parents, 1)))

    rows = graph([DraftEntry(based_on=len(parents) or None), *versions])

    assert len(rows) == len(parents) + 1
    for row in rows:
        assert max((row.lane, *row.through, *row.joining)) < row.lanes <= MOST_LANES
    for upper, lower in pairwise(rows):
        below = {*upper.through, *([upper.lane] if upper.below else [])}
        above = {*lower.through, *lower.joining, *([lower.lane] if lower.above else [])}
        assert below == above


def test_entries_are_filtered_by_kind_and_by_words():
    approved = entry(3, 2, "Softer tone", author="Grace", approved_by="Linus")
    timeline = [approved, was_run(), entry(2, 1, runs=4), entry(1)]

    def left(wanted=Wanted.ALL, text=""):
        return filtered(timeline, TimelineFilter(wanted, text))

    assert left() == timeline
    assert left(Wanted.VERSIONS) == [timeline[0], timeline[2], timeline[3]]
    assert left(Wanted.RUN) == [timeline[1], timeline[2]]
    assert left(Wanted.APPROVED) == left(text="linus") == left(text="grace TONE") == [approved]
    assert left(text="v2") == left(text="sha256:" + "0" * 63 + "2") == [timeline[2]]
    assert left(Wanted.VERSIONS, "nobody") == []
