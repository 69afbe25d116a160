"""One merge commit of exactly what was planned, or a branch that follows: all of it or nothing."""

from __future__ import annotations

from pathlib import Path

from workbench.domain.errors import RegistryDirty, RegistryError
from workbench.domain.merging import MergePlan
from workbench.domain.releases import ExportDone
from workbench.registry.acting import check_identity
from workbench.registry.commits import advance
from workbench.registry.contents import CONFLICT
from workbench.registry.fast_forwarding import changes_between, check_in_place
from workbench.registry.git import Git
from workbench.registry.merge_sides import ABORT, Sides, read_sides
from workbench.registry.repository import Repository, listed, read_repository
from workbench.registry.writing import alone, check_unmoved, recovered

INDEX = "workbench-merge-index"


def write_merge(plan: MergePlan, author: str) -> ExportDone:
    """Nothing to do is no mistake. Raises `RegistryDirty` where the registry has moved since."""
    if not plan.needed:
        return ExportDone("")
    _check_ready(plan)
    repository, _put = recovered(Path(plan.directory))
    with alone(repository):
        sides = read_sides(repository.folder, plan.other)
        check_unmoved(sides.repository, plan.branch, plan.base)
        check_identity(sides.git, author)
        if sides.under_way:
            repository = _back_before_merge(sides)
        commit = plan.other if plan.fast_forward else _commit(sides, plan)
        changes = changes_between(sides.git, plan.base, commit)
        check_in_place(repository, sides.git, changes)
        advance(read_repository(repository.folder), commit, changes)
    prefix = sides.prefix
    files = (change.path for change in changes if change.path.startswith(prefix))
    return ExportDone(commit, tuple(file.removeprefix(prefix) for file in files))


def _check_ready(plan: MergePlan) -> None:
    if plan.open_conflicts:
        conflicts = "".join(f"\n- {each.file}: {each.words}" for each in plan.open_conflicts)
        raise RegistryError(
            f"There is something to choose:{conflicts}",
            hint=f"--choose {plan.open_conflicts[0].file}="
            f"{'|'.join(plan.open_conflicts[0].options)}. Nothing was written.",
        )
    if plan.findings:
        found = "".join(f"\n{each.rule} {each.place}: {each.message}" for each in plan.findings)
        raise RegistryError(
            f"The merged registry would not pass its verification:{found}",
            hint="Mend that on your side first, or choose otherwise. Nothing was written.",
        )


def _commit(sides: Sides, plan: MergePlan) -> str:
    git, index = sides.git, sides.repository.git_folder / INDEX
    try:
        git.run("read-tree", plan.base, index=index)
        absent = "0" * len(plan.base)
        entries = []
        for each in plan.result:
            blob = each.blob
            if each.text is not None:
                stored = git.run("hash-object", "-w", "--stdin", send=each.text.encode())
                blob = stored.decode().strip()
            entries.append(f"{each.mode if blob else 0} {blob or absent}\t{each.path}\0")
        send = "".join(sorted(entries, key=lambda entry: not entry.startswith("0 ")))
        git.run(
            "update-index", "-z", "--index-info",
            send=send.encode("utf-8", "surrogateescape"), index=index,
        )  # fmt: skip
        tree = git.run("write-tree", index=index).decode().strip()
    finally:
        index.unlink(missing_ok=True)
    parents = ("-p", plan.base, "-p", plan.other)
    commit = git.run("commit-tree", *parents, "-F", "-", tree, send=plan.message.encode())
    return commit.decode().strip()


def _back_before_merge(sides: Sides) -> Repository:
    """Git's own merge is taken back, if nobody has begun to mend it by hand."""
    repository = sides.repository
    _check_untouched(sides)
    # Copied files look changed to git until it has compared them
    sides.git.maybe("update-index", "-q", "--refresh")
    sides.git.run("reset", "-q", "--merge")
    repository = read_repository(repository.folder)
    if repository.under_way or repository.changed:
        raise RegistryDirty("Git's own merge could not be taken back.", hint=ABORT)
    return repository


def _check_untouched(sides: Sides) -> None:
    repository, git = sides.repository, sides.git
    root, conflicts = repository.root, set(repository.conflicts)
    told = git.run(
        "status", "--porcelain=v1", "-z", "--untracked-files=no", "--no-renames",
        "--ignore-submodules=all",
    )  # fmt: skip
    entries = [each for each in told.decode("utf-8", "surrogateescape").split("\0") if each]
    touched = {each[3:] for each in entries if each[1] != " "} - conflicts
    for name in conflicts:
        path = root / name
        sides_of = _blobs(git, name)
        if path.is_file() and not path.is_symlink():
            data = path.read_bytes()
            blob = git.run("hash-object", "--stdin", send=data).decode().strip()
            if not CONFLICT.search(data) and blob not in sides_of:
                touched.add(name)
    if touched:
        raise RegistryDirty(
            f"Git's merge was gone on with by hand in {listed(tuple(sorted(touched)))}.",
            hint="Finish it with git add and git commit, or: git merge --abort. "
            "Nothing was written.",
        )


def _blobs(git: Git, path: str) -> set[str]:
    """Of every side of a conflict, as git's index has them."""
    told = git.run("ls-files", "-u", "-z", "--", f":(top,literal){path}").decode()
    return {line.split(" ")[1] for line in told.split("\0") if line}
