"""Real SSH keys for people, and a registry that trusts them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.registry.workshop import Workshop
from workbench.formats.registry_policy import NAMESPACE

ALICE, BOB, DANA = "alice@acme.example", "bob@acme.example", "dana@acme.example"
ROLES = f"""spec: prompt-roles/1
roles:
  owner:
    - who: {ALICE}
      prompts: "support/**"
  reviewer:
    - who: {BOB}
"""
POLICY = """spec: prompt-policy/1
level: signed
environments:
  dev:
    approvals: []
  prod:
    approvals:
      - role: owner
        count: 1
      - role: reviewer
        count: 1
    not_author: true
    promote_from: dev
    may_approve:
      - owner
      - reviewer
"""


class KeyRing:
    """A key for each person; git signs with one person's at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.config = Path(os.environ["GIT_CONFIG_GLOBAL"])
        self._plain = self.config.read_text()
        folder.mkdir(exist_ok=True)

    def make(self, person: str, passphrase: str = "") -> Path:
        file = self.folder / person
        if not file.exists():
            words = ["-q", "-t", "ed25519", "-N", passphrase, "-C", person, "-f", str(file)]
            subprocess.run(["ssh-keygen", *words], check=True, timeout=60)
        return file

    def line(self, person: str, options: str = f'namespaces="{NAMESPACE}"') -> str:
        key = self.make(person).with_name(f"{person}.pub").read_text().split()
        return f"{person} {options} {key[0]} {key[1]}\n"

    def use(self, person: str) -> None:
        """Git is told to sign with the key of this person."""
        key = self.make(person)
        self.config.write_text(
            f"{self._plain}[gpg]\n\tformat = ssh\n[user]\n\tsigningkey = {key}\n"
        )

    def use_none(self) -> None:
        self.config.write_text(self._plain)


def ask_for_signatures(workshop: Workshop, keys: KeyRing, policy: str = POLICY) -> None:
    """The registry has a policy, roles and keys of Alice and Bob, committed."""
    folder = workshop.folder
    (folder / "trust").mkdir(exist_ok=True)
    (folder / "policy.yaml").write_text(policy)
    (folder / "trust/roles.yaml").write_text(ROLES)
    (folder / "trust/allowed_signers").write_text(keys.line(ALICE) + keys.line(BOB))
    workshop.commit_all()
