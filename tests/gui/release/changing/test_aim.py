"""Promoting and approving are about one environment and one version, whichever cell is chosen."""

from __future__ import annotations

import pytest

from workbench.domain.environments import PinnedVersion, PromptPins
from workbench.gui.release.changing.aim import place_due, version_due
from workbench.gui.release.seams import ChosenCell

ENVIRONMENTS = ("dev", "staging", "prod")


def chosen(environment, **versions):
    pins = tuple(PinnedVersion(name, n, f"sha256:{n}", 1) for name, n in versions.items())
    return ChosenCell(PromptPins("p", "active", "", pins), environment, ENVIRONMENTS)


@pytest.mark.parametrize(
    ("environment", "due"),
    [
        ("dev", ("staging", 2)),
        ("staging", ("staging", 2)),
        ("prod", ("prod", 1)),
        ("", ("staging", 2)),
    ],
)
def test_what_the_environment_before_uses_comes_to_the_chosen_one(environment, due):
    cell = chosen(environment, dev=2, staging=1)

    assert (place_due(cell), version_due(cell)) == due


@pytest.mark.parametrize("environment", ["dev", "staging", "prod", ""])
def test_where_the_chosen_one_has_it_already_the_next_is_meant(environment):
    cell = chosen(environment, dev=3, staging=3, prod=1)

    assert (place_due(cell), version_due(cell)) == ("prod", 3)


@pytest.mark.parametrize(
    ("environment", "due"),
    [("dev", "staging"), ("staging", "staging"), ("prod", "prod"), ("", "staging")],
)
def test_where_all_use_the_same_the_chosen_one_is_meant_and_never_the_first(environment, due):
    cell = chosen(environment, dev=3, staging=3, prod=3)

    assert (place_due(cell), version_due(cell)) == (due, 3)


def test_where_nothing_is_used_no_version_is_meant():
    assert version_due(chosen("prod")) is None
    assert place_due(ChosenCell(PromptPins("p", "active", "", ()))) == ""
