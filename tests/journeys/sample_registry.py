"""A registry as a team has it after some weeks: what the tour of Release shows. Its remote lies
beside it, and so does the folder of an application with a prompt that was pasted into it."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.fakes import Clock
from tests.registry.environments import Team
from tests.registry.workshop import DANA, TRIAGE, Workshop, a_release_content, git
from workbench.domain.environments import Change
from workbench.domain.prompts import ModelChoice, Version
from workbench.domain.releases import ApprovalRequest

OLGA, BEN, ADA = "olga@acme.example", "ben@acme.example", "ada@acme.example"
BEGUN_DAYS_AGO, BEN_LATER = 16, 120
MODEL = ModelChoice("openai/gpt-4o-mini-2024-07-18", params=(("temperature", 0.2),))
POLICY = """spec: prompt-policy/1
level: recorded
environments:
  dev:
    approvals: []
  staging:
    approvals: []
    promote_from: dev
  prod:
    approvals:
      - role: support-lead
        count: 1
      - role: reviewer
        count: 1
    not_author: true
    promote_from: staging
"""
ROLES = f"""spec: prompt-roles/1
roles:
  support-lead:
    - who: {OLGA}
  reviewer:
    - who: {ADA}
    - who: {BEN}
"""
FIRST = """You sort the tickets of Acme Mail.
{% include "tone/friendly" %}
Answer with one word: billing, bug or question.

{{ ticket }}"""
BETTER = """You sort the tickets of Acme Mail.
{% include "tone/friendly" %}
Ask for the order number if the ticket is about money and names none.
Answer with one word: billing, bug, question or other.

{{ ticket }}"""
REFUND = """A customer of Acme Mail asks for money back.
Say what happens next, in three sentences, and promise nothing.

{{ ticket }}"""
STRICTER = """A customer of Acme Mail asks for money back.
Say what happens next, in three sentences. Promise neither money nor a date.
Name the order number.

{{ ticket }}"""
PASTED = '''"""Answers to customers."""

PROMPT = """A customer of Acme Mail asks for money back.
Say what happens next, in two sentences. Promise neither money nor a date.
Name the order number.

{ticket}"""


def answer(client, ticket):
    return client.complete(PROMPT.format(ticket=ticket))
'''


class SampleRegistry:
    """Ada's clone, with a remote and Ben's clone beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "acme-prompts"
        self.source = folder / "acme-shop"
        self._remote = folder / "acme-prompts.git"
        self._workshop = Workshop(self.folder, clock=Clock(_begun()))
        self._team = Team(self._workshop, ())
        self._ben: Team | None = None

    def make(self) -> None:
        """Git has to know a person."""
        self._workshop.releases.init(self.folder, "acme-prompts")
        (self.folder / "policy.yaml").write_text(POLICY, encoding="utf-8")
        (self.folder / "trust").mkdir(exist_ok=True)
        (self.folder / "trust" / "roles.yaml").write_text(ROLES, encoding="utf-8")
        self._workshop.commit_all()
        self._release_the_first()
        self._release_more()
        (self.source / "shop").mkdir(parents=True)
        (self.source / "shop" / "answers.py").write_text(PASTED, encoding="utf-8")
        self._share()

    def ben_tries_it(self, weight: int) -> None:
        """Another one approves the same version and pins it in prod meanwhile, and pushes that."""
        assert self._ben is not None
        self._approve(TRIAGE, BEN, "Read on 30 tickets", by=self._ben)
        self._ben.do(
            Change.CANARY, "prod", version="2", weight=weight, actor=BEN, note="Some callers first"
        )
        git(self._ben.folder, "push", "-q", "origin", "main")

    def _release_the_first(self) -> None:
        """Sorting tickets: in all environments, with the newest version on its way to prod."""
        workshop = self._workshop
        workshop.component("Be kind and brief.")
        first = self._release(FIRST, TRIAGE, "Sort by topic", title="Sort a ticket")
        self._go_on(days=2)
        self._to_prod(TRIAGE, "Read on 40 tickets")
        self._go_on(days=6)
        workshop.component("Be kind, brief and clear.")
        self._release(BETTER, TRIAGE, "Ask for the order number", parent=first)
        self._go_on(days=1)
        self._do(Change.PROMOTE, "staging", TRIAGE, note="For the test team")
        self._go_on(hours=5)
        self._approve(TRIAGE, OLGA, "Read on 60 tickets; none was sorted wrongly")

    def _release_more(self) -> None:
        """One that is tried on some, one that is to go, one that was withdrawn, one that is new."""
        self._release(REFUND, "billing/refund", "First", title="Answer to a refund")
        self._to_prod("billing/refund", "The lawyers have read it")
        self._release(STRICTER, "billing/refund", "Promise no date either")
        self._do(Change.CANARY, "staging", "billing/refund", version="2", weight=20, note="A week")
        self._go_on(days=2)
        self._release("Write a reminder:\n{{ ticket }}", "billing/dunning", "First")
        self._to_prod("billing/dunning", "Fine")
        self._release("Remind of what is open:\n{{ ticket }}", "billing/reminder", "First")
        self._do(Change.DEPRECATE, prompt="billing/dunning", replaced_by="billing/reminder")
        self._do(Change.PROMOTE, "staging", "billing/reminder", note="Ready to be read")
        self._go_on(days=1)
        self._release("Where is the parcel?\n{{ ticket }}", "orders/where-is-it", "First")
        self._to_prod("orders/where-is-it", "Read on 25 tickets")
        self._release("Sum up in a line:\n{{ ticket }}", "support/summary", "First")
        self._do(
            Change.WITHDRAW,
            prompt="support/summary",
            version="1",
            severity="advisory",
            note="It drops names",
            while_pinned=True,
        )
        self._release("Draft a reply:\n{{ ticket }}", "support/reply", "First")

    def _release(
        self, text: str, path: str, note: str, *, parent: Version | None = None, **card: str
    ) -> Version:
        workshop = self._workshop
        version = workshop.commit(a_release_content(text, model=MODEL), path, note=note, **card)
        name = "Reading of " + ("the newer tickets" if parent else f"{path} by three people")
        workshop.reported(version, "One.", "Two.", "Three.", name=name)
        [offer] = workshop.evidence.of_version(version.prompt_id, version.digest)
        workshop.approve(version, evidence=[offer.evidence])
        workshop.releases.export(workshop.plan(version))
        return version

    def _to_prod(self, prompt: str, why: str) -> None:
        self._do(Change.PROMOTE, "staging", prompt, note="For the test team")
        self._go_on(hours=20)
        for person in (OLGA, BEN):
            self._approve(prompt, person, why)
        self._do(Change.PROMOTE, "prod", prompt, actor=OLGA, note=why)

    def _approve(self, prompt: str, person: str, note: str, by: Team | None = None) -> None:
        workshop = (by or self._team).workshop
        at = workshop.clock.go_on(minutes=7)
        request = ApprovalRequest(prompt, None, "prod", person, note, at)
        workshop.releases.approve_in_registry(workshop.folder, request)

    def _do(self, change: Change, environment: str = "", prompt: str = TRIAGE, **how: Any) -> None:
        self._team.do(change, environment, prompt=prompt, **{"actor": DANA, **how})

    def _go_on(self, **by: float) -> None:
        self._workshop.clock.go_on(**by)

    def _share(self) -> None:
        parent = self.folder.parent
        git(parent, "clone", "-q", "--bare", str(self.folder), str(self._remote))
        git(self.folder, "remote", "add", "origin", str(self._remote))
        git(self.folder, "fetch", "-q", "origin")
        git(self.folder, "branch", "-q", "--set-upstream-to=origin/main", "main")
        ben = parent / "ben"
        subprocess.run(["git", "clone", "-q", str(self._remote), str(ben)], check=True, timeout=60)
        git(ben, "config", "user.name", "Ben")
        git(ben, "config", "user.email", BEN)
        self._ben = Team(Workshop(ben, clock=Clock(self._workshop.clock())), ())
        self._ben.workshop.clock.go_on(minutes=BEN_LATER)


def _begun() -> datetime:
    return datetime.now(UTC) - timedelta(days=BEGUN_DAYS_AGO)


__all__ = ["ADA", "SampleRegistry"]
