"""A team and its registry in the terminal: two people, two keys, two clones of one remote."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.journeys.colleagues import (
    BYE,
    HELLO,
    MODEL,
    POLICY,
    ROLES,
    SUITE,
    Colleague,
)
from tests.journeys.terminal import PATIENCE, Said, greeting_server
from workbench.formats.registry_policy import NAMESPACE

pytestmark = pytest.mark.timeout(600)

POLITE = "Say hello politely to {{ name }}, in one short sentence, and ask how we may help today."
BOLD = POLITE + " Always promise a politely worded refund."
WARM = "Greet {{ name }} politely and very warmly, and wish them the best of days from all of us."
GOODBYE = "Say goodbye politely to {{ name }}, in one short sentence, and thank them for the visit."
DEV_PIN = f"pins/dev/{HELLO}.yaml"
HERE = ("--registry", ".")


@dataclass(frozen=True)
class Team:
    folder: Path
    ada: Colleague
    bo: Colleague

    @property
    def remote(self) -> Path:
        return self.folder / "acme-prompts.git"

    @property
    def application(self) -> Path:
        return self.folder / "shop"


def done(said: Said) -> Said:
    assert said.status == 0, said.err + said.out
    return said


def refused(said: Said, *words: str, status: int) -> Said:
    assert said.status == status, said.err + said.out
    for each in words:
        assert each in said.err
    return said


def measured(person: Colleague, version: str, name: str) -> None:
    done(person.mine("eval", version, "-d", SUITE, "-m", f"lab/{MODEL}", "--name", name))


def approved(person: Colleague, version: str, environment: str, *words: str) -> None:
    done(person("registry", "approve", version, "--env", environment, *HERE, "-m", "Read", *words))


def pins(person: Colleague) -> dict[str, int]:
    """Environment and prompt, and the number there."""
    found = {}
    for file in sorted((person.clone / "pins").rglob("*.yaml")):
        line = next(x for x in file.read_text(encoding="utf-8").splitlines() if "version:" in x)
        name = file.relative_to(person.clone / "pins").with_suffix("").as_posix()
        found[name] = int(line.split()[-1])
    return found


@pytest.fixture(scope="module")
def team(tmp_path_factory):
    """Ada begins the registry, and says who approves what; Bo clones it."""
    folder = tmp_path_factory.mktemp("team")
    with greeting_server(folder / "server") as server:
        ada, bo = (Colleague(name, folder / name.lower()) for name in ("Ada", "Bo"))
        team = Team(folder, ada, bo)
        keys = [each.moves_in(server) for each in (ada, bo)]
        places = [word for name in ("dev", "staging", "prod") for word in ("--env", name)]
        done(ada("registry", "init", ada.clone, *places, "--level", "signed"))
        (ada.clone / "policy.yaml").write_text(POLICY, encoding="utf-8")
        (ada.clone / "trust/roles.yaml").write_text(ROLES, encoding="utf-8")
        (ada.clone / "trust/allowed_signers").write_text("".join(keys), encoding="utf-8")
        ada.git("add", "-A")
        ada.git("commit", "-q", "-m", "Who approves what")
        ada.git("init", "-q", "--bare", "-b", "main", team.remote, folder=folder)
        refused(ada("registry", "push"), "git remote add origin", status=3)
        ada.git("remote", "add", "origin", team.remote)
        done(ada("registry", "push"))
        done(bo("registry", "clone", team.remote.as_uri(), bo.clone))
        yield team


@pytest.fixture(scope="module")
def released(team):
    """A version by Ada is in dev: on a branch, that the forge merges."""
    ada, bo = team.ada, team.bo
    ada.has_cases()
    ada.writes(HELLO, "Say hello to {{ name }}, in one short sentence.")
    ada.writes(HELLO, POLITE, version=False)
    done(ada.mine("commit", HELLO, "-m", "Politely"))
    measured(ada, f"{HELLO}@2", "Polite names")
    words = ("--evidence", "Polite names", "-m", "Read all eight")
    done(ada.mine("registry", "approve", f"{HELLO}@2", *words))
    said = done(ada.mine("registry", "export", f"{HELLO}@2", "--branch", "--push"))
    assert "release/greetings-hello-v2 is at" in said.out
    ada.git("push", "-q", "origin", "release/greetings-hello-v2:main")
    for person in (ada, bo):
        done(person("registry", "pull"))
    return team


@pytest.fixture(scope="module")
def in_prod(released):
    """Who may not is refused on the way, and told what is missing: what was said."""
    ada, bo = released.ada, released.bo
    version = f"{HELLO}@2"
    told = {
        "unapproved": bo("registry", "promote", HELLO, "--env", "staging"),
        "author": ada.mine("registry", "approve", version, "--env", "staging", *HERE),
    }
    approved(bo, version, "staging")
    done(bo("registry", "promote", HELLO, "--env", "staging", "-m", "Reads well"))
    words = ("registry", "approve", version, "--env", "prod", *HERE)
    told["role"] = bo(*words, "--role", "owner")
    approved(bo, version, "prod")
    told["early"] = bo("registry", "promote", HELLO, "--env", "prod")
    done(bo("registry", "push"))
    done(ada("registry", "pull"))
    approved(ada, version, "prod", "--evidence", "Polite names")
    done(ada("registry", "promote", HELLO, "--env", "prod", "-m", "All eight greeted"))
    done(ada("registry", "push"))
    return told


def test_whoever_may_not_is_refused_with_what_is_missing_and_the_next_step(in_prod):
    refused(
        in_prod["unapproved"],
        "it lacks 1 approval by anybody (policy.yaml:",
        f"Next: workbench registry approve {HELLO}@2 --env staging",
        status=3,
    )
    refused(in_prod["author"], "ada@acme.example wrote this version", "policy.yaml:", status=2)
    refused(in_prod["role"], "does not hold the role owner", "trust/roles.yaml", status=2)
    refused(
        in_prod["early"],
        "it lacks 1 approval by the role owner",
        "bo@acme.example may not in prod",
        f"evidence of {SUITE}",
        status=3,
    )


@pytest.fixture(scope="module")
def merged(released, in_prod):
    """Both export version 3 at once, and each lets dev use their own; what was told."""
    ada, bo = released.ada, released.bo
    done(bo("registry", "pull"))
    done(bo.mine("registry", "restore", "."))
    bo.writes(HELLO, WARM)
    bo.writes(BYE, GOODBYE)
    for version in (f"{HELLO}@3", f"{BYE}@1"):
        done(bo.mine("registry", "approve", version, "-m", "Read"))
        done(bo.mine("registry", "export", version))
    ada.writes(HELLO, BOLD)
    measured(ada, f"{HELLO}@3", "Bold names")
    done(ada.mine("registry", "approve", f"{HELLO}@3", "--evidence", "Bold names", "-m", "Read"))
    done(ada.mine("registry", "export", f"{HELLO}@3"))
    done(ada("registry", "push"))
    told = {
        "push": bo("registry", "push"),
        "pull": bo("registry", "pull"),
        "open": bo("registry", "merge"),
        "merge": done(bo("registry", "merge", "--choose", f"{DEV_PIN}=theirs")),
    }
    done(bo("registry", "push"))
    done(ada("registry", "pull"))
    return told


def test_what_two_did_at_once_is_merged_by_choosing_and_nothing_is_lost(released, merged):
    ada, bo = released.ada, released.bo

    refused(merged["push"], "commits that are not here", status=3)
    refused(merged["pull"], "1 behind", "workbench registry merge", status=3)
    refused(merged["open"], f"--choose {DEV_PIN}=ours", status=1)
    assert f"TO BE CHOSEN  {DEV_PIN}" in merged["open"].out
    assert f"{HELLO} v3 becomes v4" in merged["merge"].out
    for person in (ada, bo):
        said = done(person("registry", "verify", "--json"))
        assert [each for each in said.document["findings"] if each["severity"] == "error"] == []
    assert ada.git("rev-parse", "HEAD") == bo.git("rev-parse", "HEAD")
    files = sorted((ada.clone / "prompts" / HELLO / "versions").iterdir())
    texts = {file.name[:4]: file.read_text(encoding="utf-8") for file in files}
    assert texts.keys() == {"0002", "0003", "0004"}
    assert "promise" in texts["0003"]
    assert "warmly" in texts["0004"]
    assert pins(ada) == {
        f"dev/{BYE}": 1, f"dev/{HELLO}": 3, f"staging/{HELLO}": 2, f"prod/{HELLO}": 2
    }  # fmt: skip


@pytest.fixture(scope="module")
def canary(released, merged):
    """Version 3 is let out to half of the callers; the bundle of then."""
    ada, bo = released.ada, released.bo
    version = f"{HELLO}@3"
    approved(bo, version, "staging")
    done(bo("registry", "promote", HELLO, "--env", "staging"))
    approved(bo, version, "prod", "--evidence", "Bold names")
    done(bo("registry", "push"))
    done(ada("registry", "pull"))
    approved(ada, version, "prod", "--evidence", "Bold names")
    done(ada("registry", "canary", version, "--env", "prod", "--weight", "50"))
    released.application.mkdir()
    bundle = released.application / "canary.json"
    done(ada("registry", "bundle", "prod", "-o", bundle))
    return bundle


@pytest.fixture(scope="module")
def rolled_back(released, canary):
    """All callers got version 3, which was bad; one command took it back."""
    ada = released.ada
    done(ada("registry", "canary", HELLO, "--env", "prod", "--finish"))
    assert pins(ada)[f"prod/{HELLO}"] == 3
    done(ada("registry", "rollback", HELLO, "--env", "prod", "-m", "It promises refunds"))
    done(ada("registry", "push"))
    return released


def test_a_bad_version_is_rolled_back_at_once_and_the_log_tells_it(rolled_back):
    ada, bo = rolled_back.ada, rolled_back.bo
    done(bo("registry", "pull"))

    told = done(bo("registry", "log", HELLO, "--json")).document
    events = told if isinstance(told, list) else told["entries"]
    status = done(bo("registry", "status"))

    assert pins(bo)[f"prod/{HELLO}"] == 2
    assert "It promises refunds" in json.dumps(events)
    newest = next(each for each in events if each.get("environment") == "prod")
    assert newest["kind"] == "rollback"
    assert HELLO in status.out
    for person in (ada, bo):
        said = done(person.mine("audit", "verify", *HERE))
        assert "Whole" in said.out


def one(folder: Path, pattern: str) -> Path:
    return min(folder.glob(f"prompts/{pattern}"))


def edited_by_hand(team, folder):
    file = one(folder, f"{HELLO}/versions/0002-*")
    file.write_text(file.read_text(encoding="utf-8").replace("politely", "rudely"), "utf-8")


def dropped_event(team, folder):
    one(folder, f"{HELLO}/log/*-rollback-*").unlink()


def copied_approval(team, folder):
    """Of one prompt, to another, with its signature."""
    digest = one(folder, f"{BYE}/versions/*").stem.partition("-")[2]
    for file in folder.glob(f"prompts/{HELLO}/approvals/*.prod.bo.json*"):
        name = f"{digest}.{file.name.partition('.')[2]}"
        shutil.copy(file, folder / "prompts" / BYE / "approvals" / name)


def moved_approval(team, folder):
    """To the digest of another version."""
    old, new = (
        next(
            line.split()[-1]
            for line in one(folder, f"{HELLO}/versions/{number}-*").read_text("utf-8").splitlines()
            if line.startswith("  digest: ")
        )
        for number in ("0002", "0004")
    )
    file = one(folder, f"{HELLO}/approvals/{old[7:19]}.prod.bo.json")
    text = file.read_text(encoding="utf-8").replace(old[7:], new[7:])
    place = file.with_name(file.name.replace(old[7:19], new[7:19]))
    place.write_text(text, encoding="utf-8")
    shutil.copy(f"{file}.sig", f"{place}.sig")


def forged_signature(team, folder):
    """Bo signs what Ada is to have said."""
    file = one(folder, f"{HELLO}/approvals/*.prod.ada.json")
    place = file.with_name(f"{file.name}.sig")
    place.unlink()
    words = ["-Y", "sign", "-q", "-n", NAMESPACE, "-f", str(team.bo.home / "key"), str(file)]
    subprocess.run(["ssh-keygen", *words], check=True, capture_output=True, timeout=PATIENCE)
    assert place.exists()


def loosened_policy(team, folder):
    """And the pin that needs it, in the same pull request."""
    text = (folder / "policy.yaml").read_text(encoding="utf-8")
    start = text.index("    approvals:\n      - role: owner")
    loose = text[:start] + "    approvals: []\n"
    (folder / "policy.yaml").write_text(loose, encoding="utf-8")
    team.ada.git("commit", "-q", "-a", "-m", "Less", folder=folder)
    done(team.ada("registry", "pin", f"{HELLO}@4", "--env", "prod", folder=folder))


def unapproved_pin(team, folder):
    """Somebody writes version 4 into the pin of prod."""
    version = one(folder, f"{HELLO}/versions/0004-*").read_text(encoding="utf-8").splitlines()
    digest = next(line.split()[-1] for line in version if line.startswith("  digest: "))
    place = folder / f"pins/prod/{HELLO}.yaml"
    lines = place.read_text(encoding="utf-8").splitlines()
    new = {"version:": "version: 4", "digest:": f"digest: {digest}"}
    text = "\n".join(new.get(line.split()[0], line) for line in lines)
    place.write_text(f"{text}\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("tamper", "due"),
    [
        (edited_by_hand, {"R02", "R03"}),
        (dropped_event, {"R03", "R10"}),
        (copied_approval, {"R10"}),
        (moved_approval, {"R08"}),
        (forged_signature, {"R08"}),
        (loosened_policy, {"R08"}),
        (unapproved_pin, {"R08", "R10"}),
    ],
)
def test_what_was_tampered_with_is_found_and_named(rolled_back, tmp_path, tamper, due):
    folder = tmp_path / "acme-prompts"
    shutil.copytree(rolled_back.ada.clone, folder, symlinks=True)
    tamper(rolled_back, folder)
    rolled_back.ada.git("add", "-A", folder=folder)
    rolled_back.ada.git("commit", "-q", "--allow-empty", "-m", "Nothing much", folder=folder)

    said = rolled_back.ada("registry", "verify", "--json", folder=folder)

    found = [each for each in said.document["findings"] if each["severity"] == "error"]
    assert said.status == 1
    assert due <= {each["rule"] for each in found}, found


def test_a_copy_in_the_code_is_drift_as_soon_as_it_is_edited(rolled_back):
    ada, source = rolled_back.ada, rolled_back.folder / "app"
    source.mkdir()
    code = 'def ask(name):\n    return call(f"""{}""")\n'
    words = ("registry", "drift", "--env", "prod", "--src", source, "--json")

    (source / "greet.py").write_text(code.format(POLITE.replace("{{ name }}", "{name}")), "utf-8")
    same = ada(*words)
    edited = POLITE.replace("{{ name }}", "{name}").replace("short", "long")
    (source / "greet.py").write_text(code.format(edited), "utf-8")
    drifted = ada(*words)

    assert (same.status, drifted.status) == (0, 1)
    assert "identical copy" in same.out
    assert "edited copy" in drifted.out
    assert "greet.py" in drifted.out


ASK = """
import { Registry, RegistryError } from "./prompt_registry.mjs";
const [source, env, interfaceNumber, ...keys] = process.argv.slice(2);
try {
  const registry = new Registry(source, { env: env === "-" ? undefined : env });
  const asked = { interface: Number(interfaceNumber) };
  const answers = keys.map((key) => {
    const prompt = registry.get("greetings/hello", { ...asked, key: key === "-" ? null : key });
    return prompt.render({ name: "Cy" });
  });
  console.log(JSON.stringify(answers));
} catch (error) {
  if (!(error instanceof RegistryError)) throw error;
  console.log(JSON.stringify(error.code));
}
"""
KEYS = ("-", *(f"customer-{number}" for number in range(12)))


@pytest.fixture(scope="module")
def readers(rolled_back):
    """Both readers, as an application has them: what each answers for these keys."""
    shop = rolled_back.application
    done(rolled_back.ada("registry", "readers", "-o", shop))
    done(rolled_back.ada("registry", "bundle", "prod", "-o", shop / "prod.json"))
    (shop / "ask.mjs").write_text(ASK, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("shop_registry", shop / "prompt_registry.py")
    python = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(python)

    def by_python(source, env="-", interface=1, keys=("-",)):
        try:
            registry = python.Registry(str(source), env="" if env == "-" else env)
            return [
                registry.get(HELLO, interface=interface, key=None if key == "-" else key).render(
                    name="Cy"
                )
                for key in keys
            ]
        except python.RegistryError as error:
            return error.code

    def by_node(source, env="-", interface=1, keys=("-",)):
        words = ["node", "ask.mjs", source, env, interface, *keys]
        said = subprocess.run(
            list(map(str, words)), cwd=shop, capture_output=True, check=True, timeout=PATIENCE
        )
        return json.loads(said.stdout)

    return by_python, by_node


def test_both_readers_load_what_prod_uses(rolled_back, readers):
    for read in readers:
        [bundled] = read(rolled_back.application / "prod.json")
        [checked_out] = read(rolled_back.ada.clone, "prod")

        assert bundled["messages"] == [
            {"role": "user", "content": POLITE.replace("{{ name }}", "Cy")}
        ]
        assert bundled["metadata"]["version"] == "2"
        assert checked_out == bundled


def test_both_readers_give_a_canary_to_the_same_callers(canary, readers):
    by_python, by_node = (read(canary, keys=KEYS) for read in readers)

    versions = [each["metadata"]["version"] for each in by_python]
    assert by_python == by_node
    assert versions[0] == "2"
    assert set(versions) == {"2", "3"}


def test_both_readers_refuse_what_was_changed(rolled_back, readers, tmp_path):
    shop, forged = rolled_back.application, tmp_path / "forged.json"
    forged.write_text((shop / "prod.json").read_text("utf-8").replace("politely", "rudely"))

    for read in readers:
        assert read(forged) == "changed"
        assert read(shop / "prod.json", interface=2) == "interface"


def test_a_lost_laptop_is_restored_from_the_address_alone(rolled_back):
    ada = rolled_back.ada
    cy = Colleague("Ada", rolled_back.folder / "new-laptop")
    shutil.copytree(ada.home, cy.home, ignore=shutil.ignore_patterns("mine.*", "acme-prompts"))

    said = done(cy.mine("registry", "restore", rolled_back.remote.as_uri(), "--to", cy.clone))
    again = done(cy.mine("registry", "export", f"{HELLO}@3", "--dry-run"))
    whole = done(cy.mine("audit", "verify", *HERE))

    assert f"{HELLO}: v2, v3, v4" in said.out
    assert pins(cy) == pins(ada)
    assert "versions/" not in again.out
    assert "Whole" in whole.out
    with cy.services() as services:
        prompt = services.prompts.open_path(HELLO).prompt
        versions = {each.number: each.author for each in services.prompts.versions(prompt.id)}
        approvals = services.releases.approvals(prompt.id)
    given = {(each.version, each.environment, each.approver) for each in approvals}
    rests_on = {seen.name for each in approvals for seen in each.evidence}
    assert versions == {2: ada.address, 3: ada.address, 4: "bo@acme.example"}
    assert {(2, "prod", "bo@acme.example"), (3, "staging", "bo@acme.example")} <= given
    assert rests_on == {"Polite names", "Bold names"}
