from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.release_policy import (
    ApprovalDemand,
    EnvironmentPolicy,
    Grant,
    Policy,
    SuiteDemand,
    Threshold,
    is_allowed,
    loosened,
    principal,
    roles_of,
    unmet,
)

ROLES = st.sampled_from(["owner", "reviewer", "safety"])
DEMANDS = st.lists(
    st.builds(ApprovalDemand, st.sampled_from(["", "owner", "reviewer"]), st.integers(1, 2)),
    max_size=2,
)
STRICT = EnvironmentPolicy(
    approvals=(ApprovalDemand("owner"), ApprovalDemand("reviewer", 2)),
    not_author=True,
    signed=True,
    promote_from="staging",
    evidence=(SuiteDemand("refunds", 20, 30, {"pass_rate": Threshold(0.9, 0.02)}),),
    may_approve=("owner",),
)


def a_policy(rules=STRICT, level="signed") -> Policy:
    return Policy(level, {"prod": rules})


@given(DEMANDS, st.lists(st.frozensets(ROLES), max_size=4))
def test_demands_are_met_exactly_where_everybody_can_be_given_one_place(demands, held):
    slots = [demand.role for demand in demands for _ in range(demand.count)]
    possible = len(held) >= len(slots) and any(
        all(not role or role in who for role, who in zip(slots, order, strict=False))
        for order in permutations(held)
    )

    assert (unmet(demands, held) == []) == possible


def test_one_person_with_two_roles_does_not_stand_for_two():
    demands = (ApprovalDemand("owner"), ApprovalDemand("reviewer"))

    assert unmet(demands, [frozenset({"owner", "reviewer"})]) == [(demands[1], 1)]


@pytest.mark.parametrize(
    ("pattern", "prompt", "fits"),
    [
        ("**", "support/triage", True),
        ("support/**", "support/deep/triage", True),
        ("support/*", "support/deep/triage", False),
        ("*/triage", "support/triage", True),
        ("support", "support/triage", False),
        ("support.triage", "support/triage", False),
    ],
)
def test_a_grant_covers_the_prompts_its_pattern_names(pattern, prompt, fits):
    assert Grant("alice@acme.example", pattern).covers("Alice <Alice@acme.example>", prompt) == fits


def test_a_person_is_known_by_their_address():
    assert principal("Dana Doe <Dana@Acme.example>") == principal("dana@acme.example")
    assert roles_of({"owner": (Grant("dana@acme.example"),)}, "DANA@acme.example", "a") == {"owner"}


def test_who_is_named_or_holds_a_role_is_allowed_and_everybody_where_nobody_is_named():
    assert is_allowed((), "eve", frozenset())
    assert is_allowed(("owner",), "eve", frozenset({"owner"}))
    assert is_allowed(("Eve <eve@x>",), "eve@x", frozenset())
    assert not is_allowed(("owner",), "eve", frozenset({"reviewer"}))


def test_a_policy_that_stays_or_asks_for_more_is_not_looser():
    more = replace(STRICT, approvals=(*STRICT.approvals, ApprovalDemand("safety")))

    assert list(loosened(a_policy(), a_policy())) == []
    assert list(loosened(a_policy(), a_policy(more))) == []
    assert list(loosened(Policy(), a_policy())) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("approvals", (ApprovalDemand("owner"), ApprovalDemand("reviewer"))),
        ("approvals", (ApprovalDemand("owner", 3),)),
        ("not_author", False),
        ("signed", False),
        ("promote_from", ""),
        ("rollback_approvals", 0),
        ("may_approve", ()),
        ("may_approve", ("owner", "eve@acme.example")),
        ("evidence", ()),
        ("evidence", (SuiteDemand("refunds", 10, 30, {"pass_rate": Threshold(0.9, 0.02)}),)),
        ("evidence", (SuiteDemand("refunds", 20, None, {"pass_rate": Threshold(0.9, 0.02)}),)),
        ("evidence", (SuiteDemand("refunds", 20, 30, {"pass_rate": Threshold(0.8, 0.02)}),)),
        ("evidence", (SuiteDemand("refunds", 20, 30, {"pass_rate": Threshold(0.9)}),)),
    ],
)
def test_whatever_asks_for_less_is_named(field, value):
    assert ("prod", field) in loosened(a_policy(), a_policy(replace(STRICT, **{field: value})))


def test_a_lower_level_and_an_environment_that_is_gone_ask_for_less():
    assert list(loosened(a_policy(), Policy("recorded"))) == [("", "level"), ("prod", "")]


def test_a_demand_for_nobody_is_refused():
    with pytest.raises(ValueError, match="1 or more"):
        ApprovalDemand("owner", 0)
