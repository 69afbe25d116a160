"""A new registry: the files it begins with, in a repository made for it or in one that is there."""

from __future__ import annotations

from pathlib import Path

from workbench.domain.errors import InvalidInput, RegistryError
from workbench.domain.releases import RegistrySetup
from workbench.formats.registry_files import write_registry
from workbench.registry import layout
from workbench.registry.acting import check_identity
from workbench.registry.commits import commit_files
from workbench.registry.first_policy import policy_text, trust_files
from workbench.registry.git import Git
from workbench.registry.repository import Repository, read_repository

SCHEMAS = (
    "prompt-registry-1",
    "prompt-policy-1",
    "prompt-roles-1",
    "prompt-taxonomy-1",
    "prompt-models-1",
    "prompt-card-1",
    "prompt-version-1",
    "prompt-pin-1",
    "prompt-event-1",
    "prompt-withdrawal-1",
    "approval-1",
    "evidence-1",
)
RESOURCES = (".gitattributes", "README.md", *(f"schema/{name}.json" for name in SCHEMAS))


def start(
    folder: Path,
    name: str,
    author: str = "",
    *,
    apart: bool = False,
    setup: RegistrySetup = RegistrySetup(),  # noqa: B008 - a value that never changes
) -> str:
    """The commit that begins the registry. Raises `RegistryError`; then nothing was made.

    Inside a repository it becomes a part of that one, unless it is to stand `apart`.
    """
    if not name or layout.slug(name) != name:
        raise InvalidInput(
            f"{name!r} cannot be the name of a registry.",
            hint="Use small letters, digits and hyphens: acme-prompts",
        )
    folder = folder.expanduser()
    _check_empty(folder)
    repository = _repository(folder, author, apart)
    repository.check_writable()
    message = f"Start the prompt registry {name}\n"
    files = first_files(name, setup) | trust_files(setup, whole_repository=not repository.prefix)
    return commit_files(repository, files, message, author)


def first_files(name: str, setup: RegistrySetup) -> dict[str, str]:
    resources = _resources()
    texts = {path: (resources / path).read_text(encoding="utf-8") for path in RESOURCES}
    return {
        layout.REGISTRY: write_registry(name, setup.environments),
        layout.POLICY: policy_text(setup),
        **texts,
    }


def _check_empty(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise RegistryError(f"{folder} is a file, not a folder.")
    if (folder / layout.REGISTRY).exists():
        raise RegistryError(f"{folder} is a registry already.", hint="Nothing was changed.")
    if folder.is_dir():
        others = sorted(entry.name for entry in folder.iterdir() if entry.name != ".git")
        if others:
            raise RegistryError(
                f"{folder} is not empty: it holds {', '.join(others[:5])}.",
                hint="Name a new or empty folder. One inside your repository will do.",
            )


def _repository(folder: Path, author: str, apart: bool) -> Repository:
    made = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RegistryError(f"{folder} cannot be made: {error.strerror}.") from error
    git = Git(folder)
    try:
        check_identity(git, author)
    except RegistryError:
        if made:
            folder.rmdir()
        raise
    if apart or not git.maybe("rev-parse", "--git-dir"):
        git.run("init", "-q", "--template=", "-b", "main")
    return read_repository(folder)


def _resources() -> Path:
    """Beside the package when installed, beside the sources otherwise."""
    package = Path(__file__).parents[1]
    installed = package / "resources" / "registry"
    return installed if installed.is_dir() else package.parent / "resources" / "registry"
