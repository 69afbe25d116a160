from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.audit import AuditEntry, AuditSource, LoggedEntry
from workbench.registry.log_order import in_order

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)


def event(name: str, *before: str, at: datetime = AT, prompt: str = "a") -> LoggedEntry:
    """Named by a letter, which its hash repeats; parents are named in full."""
    return LoggedEntry(
        AuditEntry(at, "promote"),
        f"sha256:{name * 12}",
        AuditSource.REGISTRY,
        before=tuple(f"sha256:{each * 64}" for each in before),
        file=f"prompts/{prompt}/log/{name}.json",
    )


def names(entries):
    return [each.file.rpartition("/")[2][0] for each in in_order(entries)]


def test_of_one_second_parents_come_first_whatever_their_files_are_called():
    assert names([event("a", "b"), event("b", "c"), event("c")]) == ["c", "b", "a"]


def test_what_nobody_ordered_is_by_file_and_time_goes_before_all():
    later = AT + timedelta(seconds=1)

    assert names([event("a", at=later), event("c"), event("b")]) == ["b", "c", "a"]


def test_a_parent_of_another_prompt_orders_nothing():
    assert names([event("a", "b"), event("b", prompt="b")]) == ["a", "b"]


def test_events_that_name_each_other_in_a_circle_stay_by_file():
    assert names([event("b", "a"), event("a", "b")]) == ["a", "b"]


@given(st.permutations("abcdef"), st.randoms())
def test_every_chain_comes_out_in_its_order(chain, random):
    events = [event(name, *before) for name, before in zip(chain, ["", *chain], strict=False)]
    random.shuffle(events)

    assert names(events) == list(chain)
