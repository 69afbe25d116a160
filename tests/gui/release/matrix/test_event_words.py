"""Events of the log as people read them."""

from __future__ import annotations

import pytest

from workbench.domain.prompt_records import Portion, RecordedEvent
from workbench.gui.release.matrix.event_words import event_words


def event(kind, **fields):
    return RecordedEvent(kind, "dana@acme.example", "2026-11-22T09:00:00Z", **fields)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (event("publish", version=3), "v3 was released"),
        (event("approve-recorded", version=3, environment="prod"), "v3 was approved for prod"),
        (event("promote", version=3, environment="prod"), "prod uses v3"),
        (event("promote", version=3, before=2, environment="prod"), "prod uses v3, before v2"),
        (event("rollback", version=2, before=3, environment="prod"),
         "prod went back to v2, from v3"),
        (event("promote", version=2, environment="prod", canary=(Portion(3, 10),)),
         "10 % of callers in prod get v3"),
        (event("promote", version=3, environment="prod", ended=(Portion(3, 10),)),
         "All callers in prod get v3: the canary is finished"),
        (event("promote", version=2, environment="prod", ended=(Portion(3, 10),)),
         "The canary of v3 in prod was stopped"),
        (event("withdraw", version=2, severity="block"),
         "v2 was withdrawn: applications refuse it"),
        (event("withdraw", version=2, severity="advisory"),
         "v2 was withdrawn: applications warn of it"),
        (event("deprecate", replaced_by="a/b"), "Deprecated: use a/b"),
        (event("deprecate"), "Deprecated"),
        (event("key-change"), "key change"),
        (event("made\u202e-up"), "made⟨U+202E⟩ up"),
    ],
    ids=lambda value: getattr(value, "kind", None),
)  # fmt: skip
def test_an_event_is_told_in_words(told, words):
    assert event_words(told) == words
