"""A team's registry of 5,000 prompts with three versions each, made once and kept.

    .venv/bin/python -m benchmarks.large_registry [PROMPTS [SIGNED]]

The newest version is in dev, the one before in staging, the first in prod: each with approvals,
evidence and the log that led there, as the product writes them and `verify` accepts them. The
first `SIGNED` prompts' approvals are signed with a key that the registry trusts. Commits go in by
`git fast-import`; the registry and the bare repository it was cloned from lie in the system's
folder for temporary files.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.made_up import Made
from workbench.domain.approvals import Approval, Evidence, EvidenceKind, Measured
from workbench.domain.prompts import (
    Input,
    Message,
    ModelChoice,
    Prompt,
    PromptContent,
    PromptKind,
    Role,
)
from workbench.domain.releases import RegistrySetup
from workbench.formats import registry_files, registry_statements, version_file
from workbench.formats.content import content_document
from workbench.formats.registry_files import PinFile
from workbench.formats.registry_policy import NAMESPACE
from workbench.formats.registry_statements import EventType, LoggedEvent, file_digest
from workbench.registry import layout
from workbench.registry.log import next_event
from workbench.registry.starting import first_files

FORMAT = 2
PROMPTS = 5_000
VERSIONS = ("dev", "staging", "prod")
"""The first version goes through all of these, the second through two, the third through one."""
A_COMMIT = 100
"""Prompts that one commit brings."""
NAME = "acme-prompts"
BEGUN = datetime(2026, 1, 1, 9, tzinfo=UTC)
DANA, BO = "dana@acme.example", "bo@acme.example"
MODEL = ModelChoice("openai/gpt-4o-mini", params=(("temperature", 0.2),))
POLICY = """spec: prompt-policy/1
level: recorded
environments:
  dev:
    approvals: []
  staging:
    approvals:
      - count: 1
    promote_from: dev
  prod:
    approvals:
      - role: reviewer
        count: 1
    not_author: true
    promote_from: staging
    evidence:
      - suite: refunds
        min_cases: 20
        metrics:
          pass_rate:
            min: 0.8
            max_drop: 0.05
"""
ROLES = f"""spec: prompt-roles/1
roles:
  reviewer:
    - who: {BO}
"""


def large_registry(prompts: int = PROMPTS, signed: int = 0) -> Path:
    """Its folder, a clone whose upstream is `origin.git` beside it; made if it is not there."""
    name = f"workbench-bench-registry-{FORMAT}-{prompts}-{signed}"
    place = Path(tempfile.gettempdir()) / name
    if (place / "clone").is_dir():
        return place / "clone"
    begun = time.perf_counter()
    making = place.with_suffix(".making")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir()
    _git(making, "init", "-q", "--bare", "-b", "main", "origin.git")
    stream = Stream()
    Maker(making, prompts, signed, stream).commits()
    _git(making / "origin.git", "fast-import", "--quiet", send=stream.text())
    shutil.rmtree(making / "keys", ignore_errors=True)
    making.rename(place)
    _git(place, "clone", "-q", str(place / "origin.git"), str(place / "clone"))
    for name, value in (("name", "Dana"), ("email", DANA)):
        _git(place / "clone", "config", f"user.{name}", value)
    print(f"{place} made in {time.perf_counter() - begun:.0f} s")
    return place / "clone"


@dataclass
class Stream:
    """What git fast-import reads."""

    parts: list[bytes] = field(default_factory=list)
    _commits: int = 0

    def commit(self, message: str, at: datetime, files: dict[str, str]) -> None:
        self._commits += 1
        who = f"committer Dana <{DANA}> {int(at.timestamp())} +0000\n"
        self.parts.append(f"commit refs/heads/main\n{who}".encode() + _data(message))
        for path, text in files.items():
            self.parts.append(f"M 100644 inline {path}\n".encode() + _data(text))
        self.parts.append(b"\n")

    def text(self) -> bytes:
        return b"".join(self.parts)


@dataclass
class Maker:
    place: Path
    prompts: int
    signed: int
    stream: Stream

    def __post_init__(self) -> None:
        self.made = Made(0.01)
        self.key = _key(self.place) if self.signed else None
        self.components = [self._component(number) for number in range(20)]

    def commits(self) -> None:
        self.stream.commit("Start the prompt registry", BEGUN, self._start())
        people = [self._lives(number) for number in range(self.prompts)]
        at = BEGUN
        for version in range(len(VERSIONS)):
            for first in range(0, self.prompts, A_COMMIT):
                at += timedelta(hours=1)
                files: dict[str, str] = {}
                for lives in people[first : first + A_COMMIT]:
                    files |= next(lives)
                self.stream.commit(f"Release version {version + 1}", at, files)

    def _start(self) -> dict[str, str]:
        files = first_files(NAME, RegistrySetup()) | {layout.POLICY: POLICY, layout.ROLES: ROLES}
        if self.key:
            public = self.key.with_suffix(".pub").read_text().rsplit(" ", 1)[0]
            files[layout.SIGNERS] = f'{BO} namespaces="{NAMESPACE}" {public}\n'
        for component in self.components:
            files |= component.files
        return files

    def _component(self, number: int) -> Life:
        text = self.made.text(40).replace("{", "")
        path = f"tone/style-{number}"
        life = Life(path, PromptKind.COMPONENT, BEGUN)
        life.publish(PromptContent((Message(Role.SYSTEM, text),)), "First")
        return life

    def _lives(self, number: int) -> Iterator[dict[str, str]]:
        """The files that each version of a prompt brings."""
        team = f"team-{number % 40}"
        path = f"{team}/{self.made.words(1)[0]}-{number}"
        life = Life(path, PromptKind.PROMPT, BEGUN + timedelta(hours=1), f"Prompt {number}")
        life.key = self.key if number < self.signed else None
        component = self.components[number % len(self.components)]
        sentences = [self.made.text(14) for _ in range(20)]
        for version in range(len(VERSIONS)):
            sentences[version * 3] = self.made.text(14)
            life.publish(_content("\n".join(sentences), component), self.made.text(5))
            life.approve()
            for environment in VERSIONS[: len(VERSIONS) - version]:
                life.pin(environment)
            yield life.taken()


@dataclass
class Life:
    """What happens to one prompt: files by path, each as the product writes it."""

    prompt: str
    kind: PromptKind
    at: datetime
    title: str = ""
    key: Path | None = None
    files: dict[str, str] = field(default_factory=dict)
    events: list[LoggedEvent] = field(default_factory=list)
    pins: dict[str, str] = field(default_factory=dict)
    digest: str = ""
    number: int = 0
    evidence: str = ""

    @property
    def folder(self) -> str:
        return layout.folder_of(self.kind, self.prompt)

    def taken(self) -> dict[str, str]:
        files, self.files = self.files, {}
        return files

    def publish(self, content: PromptContent, note: str) -> None:
        self.number += 1
        self.at += timedelta(minutes=1)
        record = version_file.a_record(
            content,
            prompt=self.prompt,
            version=self.number,
            interface=1,
            author=DANA,
            created_at=self.at,
            note=note,
            parents=(self.digest,) if self.digest else (),
        )
        self.digest = record.digest
        path = layout.version_path(self.folder, self.number, self.digest)
        self.files[path] = version_file.write(content, record)
        head = {"spec": version_file.HEAD_SPEC, "content": content_document(content)}
        self.files[f"{self.folder}/{layout.HEAD}"] = version_file.layout(head)
        card = Prompt("", self.prompt, self.kind, title=self.title)
        self.files[f"{self.folder}/{layout.CARD}"] = registry_files.write_card(card)
        self.log("publish", {"digest": self.digest, "version": self.number, "reason": note})

    def approve(self) -> None:
        """Evidence of the version; its approvals follow where it is pinned."""
        figures = (("pass_rate", "0.9"),)
        measured = Measured("refunds", f"sha256:{'a' * 64}", 40, ((MODEL.name, "pass_rate", 0.9),))
        evidence = Evidence(
            EvidenceKind.EVALUATION,
            "refunds",
            f"sha256:{'b' * 64}",
            at=self.at,
            figures=figures,
            measured=measured,
        )
        subject = f"{NAME}/{self.prompt}"
        text = registry_statements.write_evidence(evidence, subject=subject, digest=self.digest)
        self.evidence = file_digest(text)
        path = layout.evidence_path(self.folder, self.digest, evidence.name, self.evidence)
        self.files[path] = text

    def pin(self, environment: str) -> None:
        approval = self._approval(environment)
        before = self.pins.get(environment, "")
        data = {"environment": environment, "to": self.digest, "from": before}
        rests = {"approvals": [approval], "evidence": [self.evidence], "reason": "Reads well"}
        event = self.log("promote", {**data, **rests})
        self.pins[environment] = self.digest
        pin = PinFile(
            spec="prompt-pin/1",
            prompt=self.prompt,
            environment=environment,
            version=self.number,
            digest=self.digest,
            interface=1,
            event=event,
            previous=before,
        )
        self.files[layout.pin_path(environment, self.prompt)] = registry_files.write_pin(pin)

    def log(self, kind: EventType, data: dict[str, object]) -> str:
        self.at += timedelta(minutes=1)
        logged, path, text = next_event(
            self.events,
            registry=NAME,
            folder=self.folder,
            prompt=self.prompt,
            kind=kind,
            at=version_file.utc(self.at),
            actor=DANA,
            data=data,
        )
        self.events.append(logged)
        self.files[path] = text
        return logged.id

    def _approval(self, environment: str) -> str:
        approval = Approval(
            "", "", self.digest, self.number, BO, "Read on 40 tickets", self.at, environment
        )
        text = registry_statements.write_approval(
            approval, subject=f"{NAME}/{self.prompt}", policy="", evidence=[self.evidence]
        )
        path = layout.approval_path(self.folder, self.digest, environment, "bo")
        self.files[path] = text
        if self.key:
            self.files[f"{path}.sig"] = _signature(self.key, text)
        return file_digest(text)


def _content(text: str, component: Life) -> PromptContent:
    system = f'{text}\n{{% include "{component.prompt}" %}}'
    return PromptContent(
        (Message(Role.SYSTEM, system), Message(Role.USER, "Ticket:\n{{ ticket }}")),
        inputs=(Input("ticket", required=True),),
        components=((component.prompt, component.digest),),
        model=MODEL,
    )


def _key(place: Path) -> Path:
    (place / "keys").mkdir()
    key = place / "keys" / "bo"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    return key


def _signature(key: Path, text: str) -> str:
    command = ["ssh-keygen", "-q", "-Y", "sign", "-n", NAMESPACE, "-f", str(key)]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=True)
    return done.stdout.decode()


def _data(text: str) -> bytes:
    data = text.encode()
    return b"data %d\n" % len(data) + data + b"\n"


def _git(folder: Path, *arguments: str, send: bytes = b"") -> None:
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", *arguments], cwd=folder, input=send, env=os.environ | quiet, check=True)


if __name__ == "__main__":
    print(large_registry(*(int(word) for word in sys.argv[1:])))
