"""What there is to choose from for each change."""

from __future__ import annotations

import pytest

from workbench.domain.environments import PREVIOUS, Change, PinnedVersion, PromptPins, Share
from workbench.domain.prompt_records import PromptRecord, RecordedEvent, ReleasedVersion
from workbench.gui.release.changing.subject import Subject
from workbench.gui.release.seams import ChosenCell

ENVIRONMENTS = ("dev", "staging", "prod")


def pinned(environment, version, *shares):
    canary = tuple(Share(number, "", 10) for number in shares)
    return PinnedVersion(environment, version, f"sha256:{version}", 1, canary=canary)


def event(kind, version, environment=""):
    return RecordedEvent(kind, "dana", "", environment, version)


def subject(change, *events, pins=(), cell="dev", environment=""):
    versions = tuple(ReleasedVersion(n, f"sha256:{n}", "dana", "", "") for n in (3, 2, 1))
    record = PromptRecord("p", versions=versions, events=events)
    row = PromptPins("p", "active", "", pins)
    return Subject(change, ChosenCell(row, cell, ENVIRONMENTS), record, environment)


def names(subject, environment="dev"):
    return [each.name for each in subject.versions(environment)]


@pytest.mark.parametrize(
    ("cell", "asked", "due"),
    [("dev", "", "staging"), ("", "", "staging"), ("prod", "", "prod"), ("dev", "prod", "prod")],
)
def test_a_promotion_goes_to_the_chosen_environment_or_the_next(cell, asked, due):
    assert subject(Change.PROMOTE, cell=cell, environment=asked).place == due


def test_a_promotion_goes_where_something_else_is_used():
    pins = (pinned("dev", 3), pinned("staging", 3), pinned("prod", 2))

    assert subject(Change.PROMOTE, pins=pins).place == "prod"
    assert subject(Change.PROMOTE, pins=pins[:2], cell="").place == "prod"
    assert subject(Change.PROMOTE, pins=pins[:1]).place == "staging"


def test_any_version_can_be_pinned_the_newest_first():
    assert names(subject(Change.PIN)) == ["3", "2", "1"]


def test_a_rollback_offers_the_one_before_and_what_was_ever_there():
    events = [event("promote", 3, "dev"), event("promote", 1, "dev"), event("promote", 2, "prod")]

    made = subject(Change.ROLLBACK, *events, pins=(pinned("dev", 3),))

    assert names(made) == [PREVIOUS, "1"]


def test_a_canary_is_another_version_and_the_one_under_way_first():
    assert names(subject(Change.CANARY, pins=(pinned("dev", 3, 1),))) == ["1", "2"]


def test_what_the_chosen_environment_uses_is_withdrawn_most_likely():
    assert names(subject(Change.WITHDRAW, pins=(pinned("dev", 2),))) == ["2", "3", "1"]


def test_only_what_is_withdrawn_now_is_taken_back():
    events = [event("reinstate", 1), event("withdraw", 2), event("withdraw", 1)]

    assert names(subject(Change.REINSTATE, *events)) == ["2"]
