"""What is around a release engineer's window: a registry with a bare remote, a colleague with a
clone and a workspace of his own, and an application with a copy of a prompt in its source."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from tests.journeys.conftest import home_at
from workbench import bootstrap
from workbench.domain.prompts import Draft, Input, Message, ModelChoice, PromptContent, Role
from workbench.domain.settings import Settings
from workbench.services.opened import Services
from workbench.store.settings_file import TomlSettings

PROMPT = "claims/sort"
TEXT = (
    "Read the claim below and say which desk is to handle it.\n"
    "Answer with one of: glass, water, theft, other.\n"
    "Claim: {{ claim }}"
)
BENS_TEXT = TEXT.replace("theft, other", "theft, fire, other")
PASTED = TEXT.replace("Answer with one of", "Always answer in one word, one of")
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
      - count: 1
    promote_from: staging
"""


def git(folder: Path, *words: object) -> str:
    command = ["git", "-C", str(folder), *map(str, words)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def somebody_sits_here(name: str, registry: Path) -> None:
    """Git and the workbench know who it is, and which registry is used."""
    address = f"{name.lower()}@acme.example"
    person = f"[user]\n\tname = {name}\n\temail = {address}\n[init]\n\tdefaultBranch = main\n"
    (Path.home() / ".gitconfig").write_text(person, encoding="utf-8")
    TomlSettings().save(Settings(author=address, registry=str(registry), find_local_servers=False))


@contextmanager
def services_of(workspace: Path) -> Iterator[Services]:
    services = bootstrap.open_services(workspace, empty=True)
    try:
        yield services
    finally:
        bootstrap.close_services(services)


@dataclass(frozen=True)
class Team:
    """Olga's registry, which the window works with, and its remote."""

    folder: Path

    @property
    def remote(self) -> Path:
        return self.folder / "remote.git"

    @property
    def registry(self) -> Path:
        return self.folder / "prompts"

    @property
    def workspace(self) -> Path:
        return self.folder / "olga.workbench"

    @property
    def application(self) -> Path:
        return self.folder / "application"

    def begin(self) -> None:
        """Of the prompt there is a version in the workspace, and nothing in the registry yet."""
        somebody_sits_here("Olga", self.registry)
        content = PromptContent(
            (Message(Role.USER, TEXT),),
            model=ModelChoice("demo/brief"),
            inputs=(Input("claim", required=True),),
        )
        with services_of(self.workspace) as services:
            opened = services.prompts.create(PROMPT, content=content)
            services.prompts.commit(opened.prompt.id, note="First", author="olga@acme.example")
            services.releases.init(self.registry, "acme-prompts", apart=True)
        (self.registry / "policy.yaml").write_text(POLICY, encoding="utf-8")
        git(self.registry, "commit", "-qam", "What we ask for")
        git(self.folder, "init", "-q", "--bare", "-b", "main", "--template=", self.remote)
        git(self.registry, "remote", "add", "origin", self.remote)
        git(self.registry, "push", "-q", "-u", "origin", "main")
        self.application.mkdir()
        source = f"# Sorts claims\nPROMPT = {PASTED!r}\n"
        (self.application / "sorting.py").write_text(source, encoding="utf-8")

    @contextmanager
    def colleague(self) -> Iterator[Colleague]:
        """At his own desk, with a clone."""
        with home_at(self.folder / "ben") as home:
            ben = Colleague(home, home / "clone")
            if not ben.clone.exists():
                somebody_sits_here("Ben", ben.clone)
                git(home, "clone", "-q", self.remote, ben.clone)
            git(ben.clone, "pull", "-q", "--ff-only")
            yield ben


@dataclass(frozen=True)
class Colleague:
    home: Path
    clone: Path

    def merges(self, branch: str) -> None:
        """As a forge does it when a pull request is accepted."""
        git(self.clone, "merge", "-q", "--no-ff", "--no-edit", f"origin/{branch}")
        git(self.clone, "push", "-q", "origin", "main")

    def releases(self, text: str) -> None:
        """What everybody has is in his workspace; a version of his own goes out for dev."""
        me = "ben@acme.example"
        with services_of(self.home / "ben.workbench") as services:
            services.restoring.restore(services.restoring.plan(self.clone))
            opened = services.prompts.open_path(PROMPT)
            content = opened.draft.content
            changed = content.with_message(0, replace(content.messages[0], text=text))
            services.prompts.journal(Draft(opened.prompt.id, changed, opened.draft.based_on))
            version = services.prompts.commit(opened.prompt.id, note="A desk for fires", author=me)
            releases = services.releases
            releases.approve(opened.prompt.id, version.number, note="Read", approver=me)
            releases.export(
                releases.plan_export(opened.prompt.id, version.number, self.clone, author=me)
            )
            services.syncing.push(self.clone)
