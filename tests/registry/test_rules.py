"""Evidence, interface, labels and owners: what the rules about them find."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import timedelta

import pytest

from tests.registry.keys import ALICE, BOB, KeyRing, ask_for_signatures
from tests.registry.workshop import DANA, MODEL, TRIAGE, a_release_content
from workbench.domain.approvals import Evidence, EvidenceKind, Measured
from workbench.domain.errors import InvalidInput
from workbench.domain.prompts import Input
from workbench.domain.releases import ApprovalRequest
from workbench.formats.registry_statements import write_evidence
from workbench.registry.rules_owners import owned

ASKS = """    approvals: []
    evidence:
      - suite: refunds
        min_cases: 20
        max_age_days: 30
        metrics:
          pass_rate:
            min: 0.9
            max_drop: 0.02
"""
CARD = f"prompts/{TRIAGE}/prompt.yaml"


@pytest.fixture
def asking(workshop):
    """Dev asks for evidence, once a version is there."""
    workshop.release()
    workshop.tamper("policy.yaml", "  dev:\n    approvals: []\n", f"  dev:\n{ASKS}")
    return workshop


def measure(workshop, version, rate=0.95, *, cases=20, days=0, model=MODEL.name, suite="refunds"):
    """Somebody's evaluation of that version is stated in the registry."""
    figures = Measured(suite, "sha256:" + "9" * 64, cases, ((model, "pass_rate", rate),))
    at = workshop.clock() - timedelta(days=days)
    evidence = Evidence(EvidenceKind.EVALUATION, "Refunds", version.digest, at=at, measured=figures)
    text = write_evidence(evidence, subject=f"acme-prompts/{TRIAGE}", digest=version.digest)
    name = f"{version.digest[7:19]}.refunds.{rate * 1000:08.0f}.json"
    folder = workshop.folder / f"prompts/{TRIAGE}/evidence"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text)
    workshop.commit_all()


def next_version(workshop):
    version = workshop.commit(a_release_content("Triage this well:\n{{ ticket }}"))
    workshop.approve(version)
    return version


def test_evidence_that_reaches_the_thresholds_lets_a_version_out(asking):
    version = next_version(asking)
    measure(asking, version)

    asking.releases.export(asking.plan(version))

    assert [f for f in asking.verify() if f.rule == "R09" and "version 2" in f.message] == []


@pytest.mark.parametrize(
    ("made", "due"),
    [
        ({"suite": "other"}, "has no evidence of refunds"),
        ({"model": "openai/gpt-4o"}, "has no evidence of refunds on openai/gpt-4o-mini"),
        ({"rate": 0.8}, "has a pass_rate of 0.8 in refunds, below 0.9"),
        ({"cases": 19}, "has 19 cases in refunds, of 20 at least"),
        ({"days": 31}, "was measured on refunds more than 30 days before"),
    ],
)
def test_evidence_that_falls_short_is_named(asking, made, due):
    version = next_version(asking)
    measure(asking, version, **made)

    with pytest.raises(InvalidInput) as refused:
        asking.plan(version)
    assert due in refused.value.message
    assert "(policy.yaml:" in refused.value.message


def test_a_version_may_not_fall_far_below_what_is_pinned(asking):
    first = asking.prompts.versions(asking.prompts.library()[0].prompt.id)[0]
    version = next_version(asking)
    measure(asking, first, 0.96)
    measure(asking, version, 0.93)

    with pytest.raises(InvalidInput, match=r"fell from 0\.96 to 0\.93, 0\.02 at most"):
        asking.plan(version)


def test_a_policy_is_asked_what_a_version_lacks(asking):
    report = asking.registry.policy(asking.folder, "dev", TRIAGE, None, asking.clock())

    assert report.asks[0] == "evidence of refunds on 20 cases or more, at most 30 days old"
    assert (report.missing, report.version) == ((), 1), "it is there already: a return"


def test_an_interface_that_breaks_callers_and_keeps_its_number_is_found(workshop):
    workshop.release()
    wider = (Input("ticket", required=True), Input("order", required=True))
    workshop.release("Triage {{ ticket }} of {{ order }}", inputs=wider)
    assert workshop.verify() == []
    path = workshop.one("prompts/**/versions/0002-*.yaml")
    path.write_text(path.read_text().replace("interface: 2", "interface: 1"))

    [finding] = [f for f in workshop.verify() if f.rule == "R11"]
    assert "the input order is new and required" in finding.message
    assert path.read_text().splitlines()[finding.line - 1] == "  interface: 1"


@pytest.mark.parametrize(
    ("taxonomy", "due"),
    [
        ("  tone:\n    values:\n      - dry\n", "taxonomy.yaml has no label risk"),
        ("  risk:\n    values:\n      - low\n", "'high' is no risk in taxonomy.yaml"),
        ('  risk:\n    pattern: "[a-z]{2}"\n', "'high' is no risk in taxonomy.yaml"),
        ("  risk: {}\n  team:\n    required: true\n", "lacks the label team"),
        ('  risk:\n    pattern: "("\n', "is no regular expression"),
    ],
)
def test_labels_are_those_of_the_taxonomy(workshop, taxonomy, due):
    workshop.release()
    card = workshop.folder / CARD
    card.write_text(card.read_text() + "labels:\n  risk: high\n")
    (workshop.folder / "taxonomy.yaml").write_text(f"spec: prompt-taxonomy/1\nlabels:\n{taxonomy}")
    workshop.commit_all()

    assert any(due in finding.message for finding in workshop.verify() if finding.rule == "R13")


def test_owners_are_asked_for_where_the_forge_is_to_guard(workshop):
    assert workshop.verify() == []
    workshop.tamper("policy.yaml", "level: recorded", "level: forge-reviewed")
    assert "there is no .github/CODEOWNERS" in workshop.verify()[0].message

    (workshop.folder / ".github").mkdir()
    owners = workshop.folder / ".github/CODEOWNERS"
    owners.write_text("/policy.yaml @acme/leads\n")
    workshop.commit_all()
    assert [f.message for f in workshop.verify()] == [
        ".github/CODEOWNERS names no owner of .github/CODEOWNERS"
    ]
    owners.write_text("* @acme/leads\n")
    workshop.commit_all()
    assert workshop.verify() == []


@pytest.mark.parametrize(
    ("text", "path", "due"),
    [
        ("* @a", "trust/roles.yaml", True),
        ("/trust/ @a", "trust/roles.yaml", True),
        ("trust/ @a", "registry/trust/roles.yaml", True),
        ("/trust/* @a", "trust/openpgp/a.asc", False),
        ("* @a\n/trust/", "trust/roles.yaml", False),
        ("# * @a", "policy.yaml", False),
        ("*.yaml @a", "trust/roles.yaml", True),
        ("/policy.yaml @a", "registry/policy.yaml", False),
        ("/registry/**/roles.yaml @a", "registry/trust/roles.yaml", True),
    ],
)
def test_the_last_pattern_that_fits_decides_who_owns_a_file(text, path, due):
    assert owned(text, path) is due


@pytest.fixture
def gpg_key(tmp_path, monkeypatch):
    """A key of Alice's in a keyring of its own; its public half."""
    home = tmp_path / "g"
    home.mkdir(mode=0o700)
    monkeypatch.setenv("GNUPGHOME", str(home))
    words = ["gpg", "--batch", "--passphrase", "", "--quick-gen-key", ALICE, "ed25519", "sign"]
    subprocess.run(words, check=True, capture_output=True, timeout=60)
    done = subprocess.run(
        ["gpg", "--armor", "--export", ALICE], check=True, capture_output=True, timeout=60
    )
    yield done.stdout
    subprocess.run(["gpgconf", "--kill", "all"], check=False, timeout=60)


def test_an_openpgp_signature_counts_where_its_key_is_trusted(workshop, tmp_path, gpg_key):
    keys = KeyRing(tmp_path / "keys")
    ask_for_signatures(workshop, keys)
    workshop.release()
    (workshop.folder / "trust/openpgp").mkdir()
    (workshop.folder / f"trust/openpgp/{ALICE}.asc").write_bytes(gpg_key)
    workshop.commit_all()
    keys.config.write_text(keys.config.read_text() + f"[user]\n\tsigningkey = {ALICE}\n")
    request = ApprovalRequest(TRIAGE, 1, "prod", ALICE, "Fine", workshop.clock())

    done = workshop.releases.approve_in_registry(workshop.folder, request)

    [signature] = [path for path in done.files if path.endswith(".sig")]
    assert "BEGIN PGP SIGNATURE" in (workshop.folder / signature).read_text()
    assert [f for f in workshop.verify() if f.file.startswith("prompts/")] == []
    workshop.tamper("prompts/**/approvals/*.prod.alice.json", "Fine", "Bad!")
    assert any("is not signed by the key in" in f.message for f in workshop.verify())


def test_the_policys_own_words_are_in_the_statement(workshop, tmp_path, monkeypatch):
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    keys = KeyRing(tmp_path / "keys")
    ask_for_signatures(workshop, keys)
    workshop.release()
    keys.use(BOB)
    request = ApprovalRequest(TRIAGE, 1, "prod", BOB, "", workshop.clock(), role="reviewer")
    workshop.releases.approve_in_registry(workshop.folder, request)

    statement = json.loads(workshop.one("prompts/**/approvals/*.prod.bob.json").read_text())
    assert statement["predicate"]["role"] == "reviewer"
    assert statement["predicate"]["policy"].startswith("sha256:")
    assert DANA not in statement["predicate"].values()
    assert "SSH_AUTH_SOCK" not in os.environ
