"""OpenPGP keys count as of the time of the approval, with real keys that have long expired."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import pytest

from workbench.domain.prompts import PromptKind
from workbench.formats.registry_statements import ApprovalStatement
from workbench.registry.contents import Contents, PromptFolder
from workbench.registry.signatures import check_signatures
from workbench.registry.tree import RegistryTree

ALICE = "alice@acme.example"
FOLDER = "prompts/support/triage"
PATH = f"{FOLDER}/approvals/aaaaaaaaaaaa.prod.alice.json"
TEXT = b"{}\n"


class Person:
    """A key made on the first of January 2020 that expires after a month."""

    def __init__(self, home: str) -> None:
        self.home = home
        self.gpg("20200101T000000", "--quick-gen-key", ALICE, "ed25519", "sign", "30d")
        self.key = self.gpg("20200101T000000", "--armor", "--export", ALICE)

    def gpg(self, at: str, *arguments: str, text: bytes = b"") -> bytes:
        quiet = ["--homedir", self.home, "--batch", "--yes", "--passphrase", ""]
        command = ["gpg", *quiet, "--pinentry-mode", "loopback", "--faked-system-time", at]
        done = subprocess.run(
            [*command, *arguments], input=text, capture_output=True, check=True, timeout=60
        )
        return done.stdout

    def sign(self, at: str) -> bytes:
        # What was signed after the end is signed by one who moves the end for that
        return self.gpg(at, "--armor", "--detach-sign", text=TEXT)

    def live_until(self, days: int) -> None:
        self.gpg("20200101T000100", "--quick-set-expire", self._fingerprint(), f"{days}d")

    def _fingerprint(self) -> str:
        told = self.gpg("20200101T000000", "--with-colons", "--list-keys", ALICE).decode()
        return next(line.split(":")[9] for line in told.splitlines() if line.startswith("fpr:"))


@pytest.fixture(scope="module")
def alice():
    with tempfile.TemporaryDirectory(prefix="wb-key-", dir="/tmp") as folder:
        Path(folder).chmod(0o700)
        yield Person(folder)
        subprocess.run(["gpgconf", "--homedir", folder, "--kill", "all"], check=False, timeout=60)


def problem(key: bytes, signature: bytes, states: str, changed: frozenset[str] | None = None):
    tree = RegistryTree({f"trust/openpgp/{ALICE}.asc": key, PATH: TEXT})
    approval = ApprovalStatement(
        "x/support/triage", "sha256:a", "approved", "prod", ALICE, at=states
    )
    folder = PromptFolder(FOLDER, "support/triage", PromptKind.PROMPT)
    folder.approvals[PATH], folder.signatures[PATH] = approval, signature
    contents = Contents(tree, changed=changed)
    check_signatures(contents, [folder])
    return contents.signature_problems[PATH]


@pytest.fixture(scope="module")
def in_time(alice):
    return alice.sign("20200115T120000")


@pytest.fixture(scope="module")
def too_late(alice):
    """Signed a week after the key that the registry has had expired."""
    alice.live_until(90)
    return alice.sign("20200207T120000")


def test_what_was_signed_while_the_key_was_valid_still_counts(alice, in_time):
    assert problem(alice.key, in_time, "2020-01-15T12:00:00Z") == ""


@pytest.mark.parametrize("states", ["2020-02-07T12:00:00Z", "2020-01-15T12:00:00Z"])
def test_what_was_signed_after_the_key_had_expired_does_not(alice, too_late, states):
    """Whatever time the approval states."""
    told = problem(alice.key, too_late, states)

    assert "that was valid when it signed" in told


def test_a_key_that_has_expired_lets_nothing_new_in(alice, in_time):
    told = problem(alice.key, in_time, "2020-01-15T12:00:00Z", frozenset({PATH}))

    assert "valid any more" in told


def test_what_is_forged_does_not_count(alice, in_time):
    forged = in_time.replace(in_time[60:64], in_time[60:64].swapcase())

    assert "is not signed by the key" in problem(alice.key, forged, "2020-01-15T12:00:00Z")
