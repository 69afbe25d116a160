"""What a new registry asks for, and who has to look: policy, trust and code owners by its level."""

from __future__ import annotations

from workbench.domain.releases import RegistrySetup
from workbench.formats import canonical_yaml
from workbench.formats.registry_policy import NAMESPACE
from workbench.registry import layout

CODE_OWNERS = ".github/CODEOWNERS"
HEADS = {
    "recorded": "who approved what is written down, nothing more is asked.",
    "forge-reviewed": "besides, nobody changes policy, trust or pins alone: protect the branch.",
    "signed": "besides, an approval counts only with its person's signature.",
}
SIGNERS = f"""# Whose keys count, a line for each:
# alice@acme.example namespaces="{NAMESPACE}" ssh-ed25519 AAAA...
"""


def policy_text(setup: RegistrySetup) -> str:
    """Above the first level, the last environment asks for somebody else's approval, and every
    environment for the one before it."""
    names = setup.environments
    strict = setup.level != "recorded"
    asked: dict[str, dict[str, object]] = {}
    for before, name in zip(("", *names), names, strict=False):
        last = strict and name == names[-1]
        asked[name] = {"approvals": [{"count": 1}] if last else []}
        if last:
            asked[name]["not_author"] = True
        if strict and before:
            asked[name]["promote_from"] = before
    document = {"spec": "prompt-policy/1", "level": setup.level, "environments": asked}
    return (
        "# What an approval needs before a version may be pinned in an environment.\n"
        f'# Level "{setup.level}": {HEADS[setup.level]}\n{canonical_yaml.write(document)}'
    )


def trust_files(setup: RegistrySetup, *, whole_repository: bool) -> dict[str, str]:
    """Roles and signers to be filled in. Code owners are named where the forge looks for them: at
    the top of the repository, so not from a registry that is a folder of one."""
    if setup.level == "recorded":
        return {}
    files = {layout.ROLES: canonical_yaml.write({"spec": "prompt-roles/1", "roles": {}})}
    if setup.level == "signed":
        files[layout.SIGNERS] = SIGNERS
    if setup.owners and whole_repository:
        files[CODE_OWNERS] = code_owners(setup)
    return files


def code_owners(setup: RegistrySetup) -> str:
    last = f"/pins/{setup.environments[-1]}/"
    guarded = (f"/{layout.POLICY}", f"/{layout.TRUST}", f"/{CODE_OWNERS}", last)
    width = max(map(len, guarded)) + 2
    who = " ".join(setup.owners)
    return "".join(f"{path:<{width}}{who}\n" for path in guarded)
