"""Two people with a home, a key, a workspace and a clone each, one bare remote, and what the team
has agreed on; the application's folder is beside them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.journeys.conftest import FOLDERS
from tests.journeys.terminal import PATIENCE, ROOT, GreetingServer, Said
from workbench import bootstrap
from workbench.domain.checks import Check
from workbench.domain.datasets import Case, Dataset
from workbench.domain.models import Endpoint
from workbench.domain.prompts import Input, Message, ModelChoice, PromptContent, Role
from workbench.domain.settings import Settings
from workbench.formats.registry_policy import NAMESPACE
from workbench.services.opened import Services
from workbench.store.settings_file import TomlSettings

HELLO, BYE = "greetings/hello", "greetings/bye"
MODEL = "greets;m=a"
SUITE = "Names"
CASES = 8
POLICY = f"""spec: prompt-policy/1
level: signed
environments:
  dev:
    approvals: []
  staging:
    approvals:
      - count: 1
    not_author: true
    promote_from: dev
  prod:
    approvals:
      - role: owner
        count: 1
      - role: reviewer
        count: 1
    promote_from: staging
    evidence:
      - suite: {SUITE}
        min_cases: {CASES}
        metrics:
          pass_rate:
            min: 0.9
    may_pin:
      - owner
"""
ROLES = """spec: prompt-roles/1
roles:
  owner:
    - who: ada@acme.example
      prompts: "greetings/**"
  reviewer:
    - who: bo@acme.example
"""


@dataclass(frozen=True)
class Colleague:
    name: str
    home: Path

    @property
    def address(self) -> str:
        return f"{self.name.lower()}@acme.example"

    @property
    def clone(self) -> Path:
        return self.home / "acme-prompts"

    @property
    def workspace(self) -> Path:
        return self.home / "mine.workbench"

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of this machine's own, its ssh-agent neither."""
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
        folders = {name: str(self.home / name.removeprefix("XDG_").lower()) for name in FOLDERS}
        return kept | folders | {"HOME": str(self.home), "GIT_CONFIG_NOSYSTEM": "1"}

    def __call__(self, *words: object, folder: Path | None = None) -> Said:
        """`workbench` to its end, in the clone where there is one."""
        command = [sys.executable, "-m", "workbench", *words]
        done = self._run(command, folder or (self.clone if self.clone.is_dir() else self.home))
        return Said(done.returncode, done.stdout, done.stderr)

    def mine(self, *words: object) -> Said:
        """A command about one's own workspace."""
        return self(*words, "-w", self.workspace)

    def git(self, *words: object, folder: Path | None = None) -> str:
        done = self._run(["git", *words], folder or self.clone)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def _run(self, command: list[object], folder: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            list(map(str, command)),
            cwd=folder,
            env=self.environment | {"PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def moves_in(self, server: GreetingServer) -> str:
        """Git knows the person and their key, the workbench the server; the key's public half."""
        self.home.mkdir()
        key = self.home / "key"
        words = ["-q", "-t", "ed25519", "-N", "", "-C", self.address, "-f", str(key)]
        subprocess.run(["ssh-keygen", *words], check=True, timeout=PATIENCE)
        (self.home / ".gitconfig").write_text(
            f"[user]\n\tname = {self.name}\n\temail = {self.address}\n\tsigningkey = {key}\n"
            "[gpg]\n\tformat = ssh\n[init]\n\tdefaultBranch = main\n",
            encoding="utf-8",
        )
        endpoint = Endpoint("lab", server.base_url, models=(MODEL,))
        known = Settings(author=self.address, endpoints=(endpoint,), find_local_servers=False)
        with self._at_home():
            TomlSettings().save(known)
        kind, public, *_comment = key.with_suffix(".pub").read_text(encoding="utf-8").split()
        return f'{self.address} namespaces="{NAMESPACE}" {kind} {public}\n'

    def writes(self, path: str, text: str, *, version: bool = True) -> None:
        """What a window does: a draft of the prompt, and a version of it."""
        content = greeting(text)
        with self.services() as services:
            if path not in [each.prompt.path for each in services.prompts.library()]:
                services.prompts.create(path, content=content)
            opened = services.prompts.open_path(path)
            services.prompts.journal(replace(opened.draft, content=content))
            if version:
                services.prompts.commit(opened.prompt.id, note=text[:20], author=self.address)

    def has_cases(self) -> None:
        cases = tuple(Case(name=f"c{n}", values=(("name", f"case-{n}."),)) for n in range(CASES))
        named = Check("contains", value="{{ name }}")
        with self.services() as services:
            services.datasets.save(Dataset("", SUITE, "", cases, (named,)))

    @contextmanager
    def services(self) -> Iterator[Services]:
        with self._at_home():
            services = bootstrap.open_services(self.workspace, empty=True)
            try:
                yield services
            finally:
                bootstrap.close_services(services)

    @contextmanager
    def _at_home(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in self.environment.items():
                patch.setenv(name, value)
            yield


def greeting(text: str) -> PromptContent:
    return PromptContent(
        (Message(Role.USER, text),),
        model=ModelChoice(f"lab/{MODEL}"),
        inputs=(Input("name", required=True),),
    )
