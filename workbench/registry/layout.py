"""Where things are in a registry, and what a path says about the file at its end."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from workbench.domain.prompts import PATH_PATTERN, PromptKind

FOLDERS = {PromptKind.PROMPT: "prompts", PromptKind.COMPONENT: "components"}
REGISTRY = "registry.yaml"
POLICY = "policy.yaml"
TAXONOMY = "taxonomy.yaml"
MODELS = "models.yaml"
ROLES, SIGNERS = "trust/roles.yaml", "trust/allowed_signers"
TRUST = "trust/"
OPENPGP_KEYS = "trust/openpgp/"
ATTRIBUTES = ".gitattributes"
ATTACHMENTS = "attachments/"
HEAD, CARD = "head.yaml", "prompt.yaml"
IMMUTABLE = ("versions", "approvals", "evidence", "log", "withdrawn")
VERSION_NAME = re.compile(r"(?P<number>[0-9]{4,9})-(?P<digest>[0-9a-f]{12})\.yaml")
APPROVAL_NAME = re.compile(
    r"(?P<digest>[0-9a-f]{12})\.(?P<environment>[a-z0-9-]+)\.(?P<who>[a-z0-9-]+)\.json"
)
EVENT_NAME = re.compile(
    r"(?P<at>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{6}Z)-(?P<type>[a-z-]+)-(?P<digest>[0-9a-f]{12})\.json"
)


@dataclass(frozen=True, slots=True)
class PromptFile:
    """A file of a prompt: in which folder, of which prompt, in which part, by which name."""

    folder: str
    prompt: str
    part: str
    """One of `IMMUTABLE`, or empty for card and head."""
    name: str


def folder_of(kind: PromptKind, prompt: str) -> str:
    return f"{FOLDERS[kind]}/{prompt}"


def version_path(folder: str, number: int, digest: str) -> str:
    return f"{folder}/versions/{number:04d}-{short(digest)}.yaml"


def approval_path(folder: str, digest: str, environment: str, who: str) -> str:
    return f"{folder}/approvals/{short(digest)}.{environment}.{who}.json"


def free_approval_path(
    folder: str, digest: str, environment: str, approver: str, taken: Collection[str]
) -> str:
    """Where the approval goes: two people may have the same name before their @."""
    who = approver_name(approver)
    names = (who, slug(approver), *(f"{who}-{number}" for number in range(2, 100)))
    paths = (approval_path(folder, digest, environment, name) for name in names if name)
    return next(path for path in paths if path not in taken)


def evidence_path(folder: str, digest: str, name: str, file: str) -> str:
    """`file`: the digest of its bytes."""
    return f"{folder}/evidence/{short(digest)}.{slug(name) or 'evidence'}.{short(file)[:8]}.json"


def event_path(folder: str, at: str, kind: str, event_id: str) -> str:
    return f"{folder}/log/{at.replace(':', '')}-{kind}-{short(event_id)}.json"


def withdrawal_path(folder: str, digest: str, number: int = 1) -> str:
    """`number`: of the statements about this version, none of which ever changes."""
    later = f".{number}" if number > 1 else ""
    return f"{folder}/withdrawn/{short(digest)}{later}.json"


def statement_of(path: str) -> tuple[str, int]:
    """The start of the digest that a statement's file is named after, and its number."""
    stem = path.rpartition("/")[2].removesuffix(".json")
    digest, _, number = stem.partition(".")
    return (digest, int(number)) if number.isascii() and number.isdecimal() else (stem, 1)


def pin_path(environment: str, prompt: str) -> str:
    return f"pins/{environment}/{prompt}.yaml"


def attachment_path(digest: str) -> str:
    return ATTACHMENTS + digest.removeprefix("sha256:")


def short(digest: str) -> str:
    """The first 12 hexadecimal digits: what file names carry."""
    return digest.removeprefix("sha256:")[:12]


def prompt_file(path: str) -> PromptFile | None:
    """What the path of a file under prompts/ or components/ says; None elsewhere."""
    top, _, rest = path.partition("/")
    folder, _, name = rest.rpartition("/")
    if top not in FOLDERS.values() or not folder:
        return None
    part = ""
    if name not in (HEAD, CARD):
        folder, _, part = folder.rpartition("/")
        if part not in IMMUTABLE:
            return None
    return PromptFile(f"{top}/{folder}", folder, part, name) if _is_path(folder) else None


def pin_of(path: str) -> tuple[str, str] | None:
    """Environment and prompt of a pin's path."""
    top, _, rest = path.partition("/")
    environment, _, prompt = rest.partition("/")
    if top != "pins" or not prompt.endswith(".yaml"):
        return None
    return environment, prompt.removesuffix(".yaml")


def pins_of(prompt: str, files: Collection[str]) -> tuple[str, ...]:
    """The pins of a prompt among these files, whatever the environments are called."""
    end = f"/{prompt}.yaml"
    pins = (path for path in files if path.startswith("pins/") and path.endswith(end))
    return tuple(path for path in pins if (pin_of(path) or ("", ""))[1] == prompt)


def approver_name(approver: str) -> str:
    """How a file name calls a person: `alice` for alice@acme.example."""
    who = re.search(r"<([^<>]+)>", approver)
    local = (who[1] if who else approver).partition("@")[0]
    return slug(local) or "approver"


def slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:40]


@lru_cache(maxsize=1024)
def _is_path(prompt: str) -> bool:
    """Asked of one file of a folder after the other."""
    return bool(PATH_PATTERN.fullmatch(prompt))
