"""What a team asks for is asked of exports, of approvals and by verify; real keys sign."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.registry.keys import ALICE, BOB, DANA, POLICY, ask_for_signatures
from tests.registry.workshop import MODEL, TRIAGE, a_release_content, git
from workbench.domain.approvals import Evidence, EvidenceKind, Measured
from workbench.domain.errors import InvalidInput, RegistryError
from workbench.domain.releases import ApprovalRequest, FindingSeverity
from workbench.formats.registry_statements import write_evidence
from workbench.registry import signatures

APPROVALS = "prompts/**/approvals/*.prod.*.json"
PIN = f"pins/prod/{TRIAGE}.yaml"
EVIDENCE = "    evidence:\n      - suite: refunds\n"


def approve(workshop, keys, person, environment="prod", **fields):
    keys.use(person)
    workshop.clock.go_on(minutes=1)
    at = workshop.clock()
    request = ApprovalRequest(TRIAGE, None, environment, person, "Reads well", at, **fields)
    return workshop.releases.approve_in_registry(workshop.folder, request)


def to_prod(workshop):
    """What is in dev goes to prod, as Dana asks."""
    summary = workshop.prompts.library()[0].prompt
    version = workshop.prompts.versions(summary.id)[-1]
    workshop.approve(version, environment="prod")
    return workshop.releases.export(workshop.plan(version, environment="prod"))


@pytest.fixture
def in_prod(strict, keys):
    approve(strict, keys, ALICE)
    approve(strict, keys, BOB)
    keys.use(DANA)
    strict.base = git(strict.folder, "rev-parse", "HEAD")
    to_prod(strict)
    return strict


def errors(workshop, **options):
    found = workshop.verify(**options)
    return [f for f in found if f.severity is FindingSeverity.ERROR]


def rules(workshop, **options):
    return {finding.rule for finding in errors(workshop, **options)}


def test_a_version_that_includes_a_component_or_has_a_file_can_be_approved(strict, keys):
    strict.component("Be kind.")
    file = strict.attach("rules.txt", b"No refunds after a year.")
    text = '{% include "tone/friendly" %}\n{{ ticket }}'
    content = a_release_content(text)
    message = replace(content.messages[0], attachments=(file,))
    version = strict.commit(replace(content, messages=(message,)))
    strict.approve(version)
    strict.releases.export(strict.plan(version))

    done = approve(strict, keys, ALICE)

    assert any(path.endswith(".sig") for path in done.files)


def test_two_signatures_let_a_version_into_prod(in_prod):
    assert errors(in_prod) == []
    assert errors(in_prod, base=in_prod.base) == []
    assert (in_prod.folder / PIN).exists()
    assert len(in_prod.files(f"{APPROVALS}.sig")) == 2


def test_without_them_the_export_is_refused_in_the_words_of_the_policy(strict, keys):
    keys.use(DANA)
    with pytest.raises(InvalidInput) as refused:
        to_prod(strict)

    lines = (strict.folder / "policy.yaml").read_text().splitlines()
    at = lines.index("      - role: owner") + 1
    assert f"lacks 1 approval by the role owner (policy.yaml:{at})" in refused.value.message
    assert "dana@acme.example may not approve for prod" in refused.value.message
    assert not (strict.folder / PIN).exists()


def test_who_may_not_approve_is_refused_and_told_the_line(strict, keys):
    with pytest.raises(InvalidInput, match=r"dana@.* may not approve for prod \(policy\.yaml:14\)"):
        approve(strict, keys, DANA)


def test_an_author_is_told_at_once_that_an_approval_would_not_count(workshop, keys):
    ask_for_signatures(workshop, keys)
    workshop.tamper("trust/roles.yaml", BOB, DANA)
    version = workshop.commit(a_release_content())
    workshop.approve(version)
    workshop.releases.export(workshop.plan(version))

    with pytest.raises(InvalidInput, match=r"dana@.* wrote this version.*policy\.yaml:12"):
        approve(workshop, keys, DANA)

    assert workshop.files("prompts/**/approvals/*.prod.*") == []


def test_who_approved_without_the_evidence_approves_once_more_and_names_it(strict, keys):
    strict.tamper("policy.yaml", "    may_approve:", f"{EVIDENCE}    may_approve:")
    version = strict.prompts.versions(strict.prompts.library()[0].prompt.id)[0]
    figures = Measured("refunds", "sha256:" + "9" * 64, 20, ((MODEL.name, "pass_rate", 0.9),))
    seen = Evidence(
        EvidenceKind.EVALUATION, "May", version.digest, at=strict.clock(), measured=figures
    )
    text = write_evidence(seen, subject=f"acme-prompts/{TRIAGE}", digest=version.digest)
    place = strict.folder / f"prompts/{TRIAGE}/evidence/{version.digest[7:19]}.may.json"
    place.parent.mkdir()
    place.write_text(text)
    strict.commit_all()
    approve(strict, keys, ALICE)
    approve(strict, keys, BOB)
    keys.use(DANA)
    with pytest.raises(InvalidInput, match="has evidence of refunds, but no approval that counts"):
        to_prod(strict)

    approve(strict, keys, BOB, evidence=("May",))

    keys.use(DANA)
    to_prod(strict)
    assert errors(strict) == []
    with pytest.raises(InvalidInput, match="approved this already"):
        approve(strict, keys, BOB, evidence=("May",))


def test_who_may_not_export_is_refused_and_told_the_line(workshop):
    workshop.tamper(
        "policy.yaml",
        "dev:\n    approvals: []",
        "dev:\n    may_export:\n      - eve@acme.example",
    )
    version = workshop.commit(a_release_content())
    workshop.approve(version)

    with pytest.raises(InvalidInput, match=r"may not export to dev \(policy\.yaml:7\)"):
        workshop.plan(version)


def test_a_policy_that_cannot_be_read_lets_nothing_out(workshop):
    version = workshop.commit(a_release_content())
    workshop.approve(version)
    workshop.tamper("policy.yaml", "dev:\n    approvals: []", "dev:\n    not_autor: true")

    with pytest.raises(RegistryError, match="not_autor"):
        workshop.plan(version)
    assert ("R01", "policy.yaml") in workshop.found()


def test_a_version_goes_through_the_environments_in_order(workshop, keys):
    ask_for_signatures(workshop, keys, POLICY.replace("not_author: true", "not_author: false"))
    version = workshop.commit(a_release_content())
    workshop.approve(version, environment="prod")
    keys.use(DANA)

    with pytest.raises(InvalidInput, match="was never pinned in dev, which comes first"):
        workshop.plan(version, environment="prod")


def test_the_author_does_not_approve_their_own_version(workshop, keys):
    policy = POLICY.replace("level: signed", "level: recorded").replace("role: owner", "count: 1")
    ask_for_signatures(workshop, keys, policy.replace("      - count: 1\n        count: 1\n", ""))
    workshop.tamper("trust/roles.yaml", BOB, DANA)
    version = workshop.commit(a_release_content())
    workshop.approve(version)
    workshop.releases.export(workshop.plan(version))
    workshop.approve(version, environment="prod")

    with pytest.raises(InvalidInput, match=r"dana@acme\.example is the author of the version"):
        workshop.plan(version, environment="prod")


def test_a_forged_signature_is_found(in_prod, keys):
    """Mallory signs in Alice's name with a key of her own."""
    path = in_prod.one("prompts/**/approvals/*.prod.alice.json")
    mallory = keys.make("mallory@acme.example")
    made = subprocess.run(
        ["ssh-keygen", "-Y", "sign", "-n", "prompt-approval@v1", "-f", str(mallory)],
        input=path.read_bytes(),
        capture_output=True,
        check=True,
        timeout=60,
    )
    path.with_name(f"{path.name}.sig").write_bytes(made.stdout)
    in_prod.commit_all()

    found = errors(in_prod)
    assert any("not signed by a key" in f.message for f in found if f.rule == "R08")
    assert any("lacks 1 approval by the role owner" in f.message for f in found)


def test_a_signature_for_another_purpose_counts_for_nothing(in_prod, keys):
    path = in_prod.one("prompts/**/approvals/*.prod.alice.json")
    made = subprocess.run(
        ["ssh-keygen", "-Y", "sign", "-n", "git", "-f", str(keys.make(ALICE))],
        input=path.read_bytes(),
        capture_output=True,
        check=True,
        timeout=60,
    )
    path.with_name(f"{path.name}.sig").write_bytes(made.stdout)
    in_prod.commit_all()

    assert "R08" in rules(in_prod)


def test_an_edited_approval_is_no_longer_signed(in_prod):
    in_prod.tamper("prompts/**/approvals/*.prod.alice.json", "Reads well", "Reads badly")

    assert {"R03", "R08", "R10"} <= rules(in_prod)


def test_an_approval_moved_to_another_digest_is_found(in_prod):
    version = in_prod.release("Triage this well:\n{{ ticket }}")
    for path in in_prod.files("prompts/**/approvals/*.prod.alice.json*"):
        old = in_prod.folder / path
        digest, _, rest = old.name.partition(".")
        text = old.read_text()
        if path.endswith(".json"):
            full = next(v for v in text.split('"') if v.startswith(digest))
            text = text.replace(full, version.digest.removeprefix("sha256:"))
        (old.parent / f"{version.digest[7:19]}.{rest}").write_text(text)
    in_prod.commit_all()

    found = errors(in_prod)
    assert any(f.rule == "R08" and version.digest[7:19] in f.file for f in found)


def test_an_approval_copied_to_another_prompt_is_found(in_prod):
    in_prod.release(path="support/other")
    approvals = in_prod.folder / "prompts/support/other/approvals"
    for path in in_prod.files("prompts/support/triage/approvals/*.prod.*"):
        shutil.copy(in_prod.folder / path, approvals)
    in_prod.commit_all()

    found = errors(in_prod)
    assert any(
        f.rule == "R10" and "approves acme-prompts/support/triage" in f.message for f in found
    )


def test_line_ends_that_were_converted_break_the_signature(in_prod):
    path = in_prod.one("prompts/**/approvals/*.prod.alice.json")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    in_prod.commit_all()

    assert {"R01", "R03"} <= rules(in_prod)
    assert any("lacks 1 approval by the role owner" in f.message for f in errors(in_prod))


def test_a_dropped_key_is_found(in_prod, keys):
    (in_prod.folder / "trust/allowed_signers").write_text(keys.line(BOB))
    in_prod.commit_all()

    assert any(f.rule == "R08" and "alice" in f.file for f in errors(in_prod))


def test_a_good_signature_is_verified_once_and_any_other_one_again(in_prod, keys, monkeypatch):
    asked = []
    run = signatures.run
    monkeypatch.setattr(signatures, "_GOOD", set())
    monkeypatch.setattr(signatures, "run", lambda *given: asked.append(given) or run(*given))

    assert errors(in_prod) == []
    assert len(asked) == 2
    assert errors(in_prod) == []
    assert len(asked) == 2

    one, other = in_prod.files(f"{APPROVALS}.sig")
    (in_prod.folder / one).write_bytes((in_prod.folder / other).read_bytes())
    for times in (1, 2):
        assert "R08" in rules(in_prod)
        assert len(asked) == 2 + times
    (in_prod.folder / "trust/allowed_signers").write_text(keys.line(BOB))
    assert "R08" in rules(in_prod)
    assert len(asked) > 4


def test_a_key_that_was_valid_when_it_signed_stays_good(in_prod, keys):
    until = (in_prod.clock() + timedelta(days=1)).strftime("%Y%m%d")
    options = f'namespaces="prompt-approval@v1",valid-before="{until}"'
    (in_prod.folder / "trust/allowed_signers").write_text(
        keys.line(ALICE, options) + keys.line(BOB)
    )
    in_prod.commit_all()

    assert errors(in_prod) == []


def test_a_key_that_was_not_valid_yet_is_refused(in_prod, keys):
    options = 'namespaces="prompt-approval@v1",valid-after="20990101"'
    (in_prod.folder / "trust/allowed_signers").write_text(
        keys.line(ALICE, options) + keys.line(BOB)
    )
    in_prod.commit_all()

    assert "R08" in rules(in_prod)


def test_a_stricter_policy_only_warns_of_what_is_live(in_prod):
    base = git(in_prod.folder, "rev-parse", "HEAD")
    in_prod.tamper(
        "policy.yaml", "role: reviewer\n        count: 1", "role: reviewer\n        count: 2"
    )

    for found in (in_prod.verify(), in_prod.verify(base=base)):
        about = [f for f in found if f.rule == "R08" and "lacks" in f.message]
        assert [f.severity for f in about] == [FindingSeverity.WARNING]
        assert [f for f in found if f.severity is FindingSeverity.ERROR] == []


def test_a_touched_policy_does_not_make_a_warning_of_what_never_met_it(in_prod):
    for path in in_prod.files(APPROVALS):
        (in_prod.folder / path).unlink()
    in_prod.commit_all()
    before = {f.file for f in errors(in_prod) if "lacks" in f.message}
    in_prod.tamper("policy.yaml", "level: signed", "# Said once more\nlevel: signed")

    after = {(f.file, f.message.rpartition("pinned, ")[2]) for f in errors(in_prod)}

    assert {(PIN, "it lacks 1 approval by the role owner")} <= after
    assert before == {PIN}


def loosened(strict) -> None:
    """Prod asks for nothing any more; committed."""
    text = (strict.folder / "policy.yaml").read_text()
    text = text.replace("level: signed", "level: recorded").replace(
        "not_author: true", "signed: false"
    )
    start, end = text.index("    approvals:\n"), text.index("    signed:")
    text = text[:start] + "    approvals: []\n" + text[end:]
    text = text[: text.index("    may_approve")]
    (strict.folder / "policy.yaml").write_text(text)
    strict.commit_all()


def test_an_environment_of_which_the_policy_says_nothing_is_named(strict):
    strict.tamper("registry.yaml", "  - staging", "  - live")

    [finding] = [f for f in strict.verify() if f.file == "registry.yaml"]

    assert (finding.rule, finding.severity) == ("R08", FindingSeverity.WARNING)
    assert "says nothing of live" in finding.message
    strict.tamper("policy.yaml", "environments:\n", "environments:\n  live:\n    approvals: []\n")
    assert ("R08", "registry.yaml") not in strict.found()


def test_an_environment_that_the_registry_does_not_have_is_named_in_the_policy(strict):
    strict.tamper("policy.yaml", "environments:\n", "environments:\n  prdo:\n    approvals: []\n")

    [finding] = [f for f in strict.verify() if "prdo" in f.message]

    assert (finding.rule, finding.file) == ("R08", "policy.yaml")
    assert finding.line is not None


def test_a_policy_loosened_in_the_same_change_is_found(strict, keys):
    base = git(strict.folder, "rev-parse", "HEAD")
    loosened(strict)
    to_prod(strict)

    found = errors(strict, base=base)
    assert {(f.rule, f.file) for f in found} >= {("R08", "policy.yaml"), ("R08", PIN)}
    assert any("as they were before this change" in f.message for f in found)
    assert errors(strict) == []


@pytest.mark.parametrize("branch", ["main", "a-new-one"])
def test_without_a_base_a_change_is_held_to_the_branch_of_the_remote(strict, tmp_path, branch):
    git(strict.folder, "clone", "-q", "--bare", str(strict.folder), str(tmp_path / "origin.git"))
    git(strict.folder, "remote", "add", "origin", str(tmp_path / "origin.git"))
    git(strict.folder, "fetch", "-q", "origin")
    if branch == "main":
        git(strict.folder, "branch", "-q", "--set-upstream-to=origin/main")
    else:
        git(strict.folder, "remote", "set-head", "origin", "main")
        git(strict.folder, "checkout", "-q", "--no-track", "-b", branch)
    assert errors(strict) == []
    loosened(strict)
    to_prod(strict)

    assert {("R08", "policy.yaml"), ("R08", PIN)} <= {(f.rule, f.file) for f in errors(strict)}


def test_a_key_added_together_with_a_pin_that_rests_on_it_is_found(strict, keys):
    base = git(strict.folder, "rev-parse", "HEAD")
    carol = "carol@acme.example"
    strict.tamper("trust/roles.yaml", ALICE, carol)
    signers = strict.folder / "trust/allowed_signers"
    signers.write_text(signers.read_text() + keys.line(carol))
    strict.commit_all()
    approve(strict, keys, carol)
    approve(strict, keys, BOB)
    keys.use(DANA)
    to_prod(strict)

    assert errors(strict) == []
    assert ("R08", PIN) in {(f.rule, f.file) for f in errors(strict, base=base)}


def test_who_has_no_key_is_told_how_to_get_one(strict, keys):
    keys.use_none()
    keys.use = lambda person: None

    with pytest.raises(RegistryError, match="no key to sign") as refused:
        approve(strict, keys, ALICE)
    assert "user.signingkey" in (refused.value.hint or "")


def test_a_key_with_a_passphrase_asks_nobody_and_says_nothing_of_itself(strict, keys):
    file = keys.make("eve@acme.example", passphrase="a long secret")
    file.rename(keys.folder / "secret-place")
    keys.use = lambda person: keys.config.write_text(
        f"[gpg]\n\tformat = ssh\n[user]\n\tname = A\n\temail = {ALICE}\n"
        f"\tsigningkey = {keys.folder / 'secret-place'}\n"
    )

    with pytest.raises(RegistryError, match="could not sign") as refused:
        approve(strict, keys, ALICE)
    assert "secret-place" not in f"{refused.value} {refused.value.hint}"


def test_what_a_repository_is_configured_to_sign_with_is_never_run(strict, keys, tmp_path):
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    program.chmod(0o755)
    git(strict.folder, "config", "gpg.ssh.program", str(program))
    git(strict.folder, "config", "gpg.ssh.defaultKeyCommand", str(program))

    approve(strict, keys, ALICE)

    assert not (tmp_path / "ran").exists()


def test_nobody_signs_with_a_key_that_the_repository_names(strict, keys):
    git(strict.folder, "config", "user.signingkey", str(keys.make(BOB)))
    git(strict.folder, "config", "gpg.format", "ssh")

    approve(strict, keys, ALICE)

    assert errors(strict) == []


def test_a_key_that_only_the_repository_names_is_none(strict, keys):
    keys.use_none()
    git(strict.folder, "config", "user.signingkey", str(keys.make(ALICE)))
    git(strict.folder, "config", "gpg.format", "ssh")
    request = ApprovalRequest(TRIAGE, None, "prod", ALICE, "Reads well", strict.clock())

    with pytest.raises(RegistryError, match="no key to sign"):
        strict.releases.approve_in_registry(strict.folder, request)


def test_an_approval_is_recorded_once(strict, keys):
    approve(strict, keys, ALICE)

    with pytest.raises(InvalidInput, match="has approved this already"):
        approve(strict, keys, ALICE)


def test_a_role_that_one_does_not_hold_is_refused(strict, keys):
    with pytest.raises(InvalidInput, match="does not hold the role reviewer"):
        approve(strict, keys, ALICE, role="reviewer")


def test_a_version_brought_in_by_somebody_who_may_not_is_found(strict):
    text = (strict.folder / "policy.yaml").read_text()
    for name in ("dev", "prod"):
        text = text.replace(f"  {name}:\n", f"  {name}:\n    may_export:\n      - {ALICE}\n")
    (strict.folder / "policy.yaml").write_text(
        f"{text}  staging:\n    may_export:\n      - {ALICE}\n"
    )
    strict.commit_all()
    before_it = git(strict.folder, "rev-list", "--max-parents=0", "HEAD")

    for options, due in (
        ({}, FindingSeverity.WARNING),
        ({"base": before_it}, FindingSeverity.ERROR),
    ):
        [found] = [f for f in strict.verify(**options) if "may not export" in f.message]
        assert (found.rule, found.severity) == ("R08", due)
