"""Which prompts are shown."""

from __future__ import annotations

import pytest

from workbench.domain.environments import Difference, PinnedVersion, PromptPins, Share
from workbench.gui.release.matrix.filtering import Filter, Show, filtered

DANA, OLGA = "dana@acme.example", "olga@acme.example"


def pin(environment, version=1, **fields):
    return PinnedVersion(environment, version, f"sha256:{version}", 1, **fields)


ROWS = (
    PromptPins("a/same", "active", "", (pin("dev", actor=DANA), pin("prod", actor=OLGA)), (
        Difference("dev", "prod", ""),
    )),
    PromptPins("a/other", "active", "", (pin("dev", 2), pin("prod")), (
        Difference("dev", "prod", "v2 and v1, texts"),
    )),
    PromptPins("b/canary", "active", "", (pin("dev", canary=(Share(2, "sha256:2", 10),)),)),
    PromptPins("b/leaky", "deprecated", "a/same", (pin("dev", withdrawn="block"),)),
    PromptPins("b/gone", "archived", "", ()),
)  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        (Filter(), [row.prompt for row in ROWS]),
        (Filter(Show.DIFFERING), ["a/other"]),
        (Filter(Show.CANARY), ["b/canary"]),
        (Filter(Show.WITHDRAWN), ["b/leaky"]),
        (Filter(Show.LEAVING), ["b/leaky", "b/gone"]),
        (Filter(Show.UNUSED), ["b/gone"]),
        (Filter(Show.MINE, me=OLGA), ["a/same"]),
        (Filter(Show.MINE), []),
        (Filter(missing="prod"), ["b/canary", "b/leaky", "b/gone"]),
        (Filter(words="B LEA"), ["b/leaky"]),
        (Filter(words="olga"), ["a/same"]),
        (Filter(Show.LEAVING, missing="dev", words="gone"), ["b/gone"]),
    ],
    ids=lambda value: str(value)[:60],
)
def test_a_filter_shows_what_it_asks_for(wanted, shown):
    assert [row.prompt for row in filtered(ROWS, wanted)] == shown
