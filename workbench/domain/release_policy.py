"""What a team asks of a version before an environment may use it, and who may do what.

The rules of an environment are plain values; what is missing of them is computed here, and
what it is missing from (files, signatures) is looked up elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Level = Literal["recorded", "forge-reviewed", "signed"]
Deed = Literal["approve", "export", "pin"]


@dataclass(frozen=True, slots=True)
class ApprovalDemand:
    """So many approvals by people of a role, or by anybody."""

    role: str = ""
    count: int = 1

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError("count must be 1 or more")

    @property
    def words(self) -> str:
        by = f"by the role {self.role}" if self.role else "by anybody"
        return f"{self.count} approval{'' if self.count == 1 else 's'} {by}"


@dataclass(frozen=True, slots=True)
class Threshold:
    """The least a metric may be, and how far it may fall below what is pinned now."""

    min: float | None = None
    max_drop: float | None = None


@dataclass(frozen=True, slots=True)
class SuiteDemand:
    """Evidence there must be of a suite: an evaluation of a dataset, by its name."""

    suite: str
    min_cases: int = 0
    max_age_days: int | None = None
    metrics: Mapping[str, Threshold] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.min_cases < 0:
            raise ValueError("min_cases must be 0 or more")
        if self.max_age_days is not None and self.max_age_days < 0:
            raise ValueError("max_age_days must be 0 or more")


@dataclass(frozen=True, slots=True)
class EnvironmentPolicy:
    """`may_…`: roles or addresses of people; empty means anybody."""

    approvals: tuple[ApprovalDemand, ...] = ()
    not_author: bool = False
    signed: bool = False
    promote_from: str = ""
    evidence: tuple[SuiteDemand, ...] = ()
    rollback_approvals: int = 1
    """What a return to a version that was pinned here before needs, instead of the rest."""
    may_approve: tuple[str, ...] = ()
    may_export: tuple[str, ...] = ()
    may_pin: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.rollback_approvals < 0:
            raise ValueError("rollback_approvals must be 0 or more")

    @property
    def demands(self) -> tuple[ApprovalDemand, ...]:
        """What is asked of an approval is asked of one at least."""
        if not self.approvals and (self.signed or self.not_author):
            return (ApprovalDemand(),)
        return self.approvals

    def may(self, deed: Deed) -> tuple[str, ...]:
        return {"approve": self.may_approve, "export": self.may_export, "pin": self.may_pin}[deed]


@dataclass(frozen=True, slots=True)
class Policy:
    level: Level = "recorded"
    environments: Mapping[str, EnvironmentPolicy] = field(default_factory=dict)

    def of(self, environment: str) -> EnvironmentPolicy:
        return self.environments.get(environment, EnvironmentPolicy())

    def signed(self, environment: str) -> bool:
        """Whether what an approval must be there for must be signed."""
        rules = self.of(environment)
        return rules.signed or (self.level == "signed" and bool(rules.demands))


@dataclass(frozen=True, slots=True)
class Grant:
    """A person holds a role for the prompts whose paths fit: `**`, `billing/**`, `*/triage`."""

    who: str
    prompts: str = "**"

    def covers(self, person: str, prompt: str) -> bool:
        return principal(self.who) == principal(person) and _fits(self.prompts, prompt)


Roles = Mapping[str, tuple[Grant, ...]]


def principal(person: str) -> str:
    """What a person is known by: the address in `Dana <dana@acme.example>`, in small letters."""
    found = re.search(r"<([^<>]+)>", person)
    return (found[1] if found else person).strip().casefold()


def roles_of(roles: Roles, person: str, prompt: str) -> frozenset[str]:
    return frozenset(
        role
        for role, grants in roles.items()
        if any(grant.covers(person, prompt) for grant in grants)
    )


def is_allowed(allowed: Sequence[str], person: str, held: frozenset[str]) -> bool:
    return not allowed or any(
        each in held or principal(each) == principal(person) for each in allowed
    )


def unmet(
    demands: Sequence[ApprovalDemand], held: Sequence[frozenset[str]]
) -> list[tuple[ApprovalDemand, int]]:
    """The demands that these approvals do not meet, and how many each lacks.

    `held`: the roles that each approval can stand for. Everybody counts once: who holds two
    roles does not stand for two people, and is taken for the role that needs them.
    """
    slots = [(index, demand) for index, demand in enumerate(demands) for _ in range(demand.count)]
    taken: dict[int, int] = {}
    short: dict[int, int] = {}
    for slot, (index, _demand) in enumerate(slots):
        if not _place(slot, slots, held, taken, set()):
            short[index] = short.get(index, 0) + 1
    return [(demands[index], count) for index, count in short.items()]


def loosened(before: Policy, after: Policy) -> Iterator[tuple[str, str]]:
    """Environment and field of everything that asks less than it did; "" for the level."""
    order = ("recorded", "forge-reviewed", "signed")
    if order.index(after.level) < order.index(before.level):
        yield "", "level"
    for name, old in before.environments.items():
        new = after.environments.get(name)
        if new is None:
            if old != EnvironmentPolicy():
                yield name, ""
            continue
        yield from ((name, field) for field in _loosened_fields(old, new))


def _loosened_fields(old: EnvironmentPolicy, new: EnvironmentPolicy) -> Iterator[str]:
    if unmet(old.demands, _as_given(new.demands)):
        yield "approvals"
    for name in ("not_author", "signed"):
        if getattr(old, name) and not getattr(new, name):
            yield name
    if old.promote_from and new.promote_from != old.promote_from:
        yield "promote_from"
    if new.rollback_approvals < old.rollback_approvals:
        yield "rollback_approvals"
    for name in ("may_approve", "may_export", "may_pin"):
        was, now = set(getattr(old, name)), set(getattr(new, name))
        if was and (not now or now - was):
            yield name
    if not all(any(_as_strict(demand, each) for each in new.evidence) for demand in old.evidence):
        yield "evidence"


def _as_given(demands: Sequence[ApprovalDemand]) -> list[frozenset[str]]:
    return [frozenset({demand.role}) for demand in demands for _ in range(demand.count)]


def _as_strict(old: SuiteDemand, new: SuiteDemand) -> bool:
    if new.suite != old.suite or new.min_cases < old.min_cases:
        return False
    if old.max_age_days is not None and (
        new.max_age_days is None or new.max_age_days > old.max_age_days
    ):
        return False
    for name, threshold in old.metrics.items():
        other = new.metrics.get(name, Threshold())
        if threshold.min is not None and (other.min is None or other.min < threshold.min):
            return False
        drop = threshold.max_drop
        if drop is not None and (other.max_drop is None or other.max_drop > drop):
            return False
    return True


def _place(
    slot: int,
    slots: Sequence[tuple[int, ApprovalDemand]],
    held: Sequence[frozenset[str]],
    taken: dict[int, int],
    tried: set[int],
) -> bool:
    """Give a slot an approval, moving others to where they fit too (an augmenting path)."""
    role = slots[slot][1].role
    for index, roles in enumerate(held):
        if index in tried or (role and role not in roles):
            continue
        tried.add(index)
        if index not in taken or _place(taken[index], slots, held, taken, tried):
            taken[index] = slot
            return True
    return False


def _fits(pattern: str, prompt: str) -> bool:
    parts = re.split(r"(\*\*|\*)", pattern)
    wild = {"**": ".*", "*": "[^/]*"}
    return bool(re.fullmatch("".join(wild.get(part) or re.escape(part) for part in parts), prompt))
