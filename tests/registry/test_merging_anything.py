"""Whatever two people do at once: merged, nothing is lost, and `verify` finds nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.registry.two_people import Person, two_people
from tests.registry.workshop import TRIAGE, Workshop, git, know_a_person
from workbench.domain.environments import Change
from workbench.domain.errors import WorkbenchError
from workbench.domain.merging import MergeSide
from workbench.formats import registry_statements, version_file

OTHER = "support/other"
Deed = Callable[[Person], object]


def _edit_card(person: Person, text: str) -> None:
    path = person.folder / f"prompts/{TRIAGE}/prompt.yaml"
    path.write_text(path.read_text() + f"{text}: kept\n")
    person.workshop.commit_all()


DEEDS: dict[str, Deed] = {
    "release one": lambda who: who.release(f"By {who.folder.name} now:\n{{{{ ticket }}}}"),
    "release two": lambda who: who.release(f"And {who.folder.name} then:\n{{{{ ticket }}}}"),
    "release the same": lambda who: who.release("The same of both:\n{{ ticket }}"),
    "release another": lambda who: who.release(
        f"Other, by {who.folder.name}:\n{{{{ ticket }}}}", path=OTHER
    ),
    "promote": lambda who: who.do(Change.PROMOTE, "staging"),
    "pin the first": lambda who: who.do(Change.PIN, "prod", version="1"),
    "canary": lambda who: who.do(Change.CANARY, "dev", version="1", weight=10),
    "roll back": lambda who: who.do(Change.ROLLBACK, "dev"),
    "withdraw": lambda who: who.do(Change.WITHDRAW, version="2", note="Wrong", severity="advisory"),
    "block": lambda who: who.do(Change.WITHDRAW, version="1", note="Very wrong"),
    "deprecate": lambda who: who.do(Change.DEPRECATE),
    "archive": lambda who: who.do(Change.ARCHIVE, while_pinned=True),
    "card": lambda who: _edit_card(who, who.folder.name),
}
deeds = st.lists(st.sampled_from(sorted(DEEDS)), min_size=1, max_size=3, unique=True)


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    """Ada's and Ben's clones with two versions, to be copied."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("started")
        know_a_person(folder, patch)
        ada, ben = two_people(folder)
        ada.release("Triage well:\n{{ ticket }}")
        ada.push()
        ben.merge()
    return folder


def _do(person: Person, names: list[str]) -> None:
    for name in names:
        try:
            DEEDS[name](person)
        except WorkbenchError:
            # What policy or state refuses is no part of the history
            assert git(person.folder, "status", "--porcelain") == ""


def _person(started: Path, folder: Path, name: str, hours: int) -> Person:
    shutil.copytree(started / name, folder / name)
    git(folder / name, "remote", "set-url", "origin", str(folder / "remote.git"))
    person = Person(Workshop(folder / name))
    person.workshop.clock.go_on(hours=hours)
    return person


def _kept(person: Person) -> tuple[set[str], set[str], set[bytes]]:
    """Digests of versions, ids of events, and what was approved and stated."""
    versions, events, stated = set(), set(), set()
    for path in person.folder.glob("prompts/**/*"):
        place = path.parent.name
        if place == "versions":
            versions.add(version_file.read(path.read_bytes(), path.name).digest)
        elif place == "log":
            events.add(registry_statements.read_event(path.read_bytes(), path.name).id)
        elif place in ("approvals", "withdrawn", "evidence"):
            stated.add(path.read_bytes())
    return versions, events, stated


def _merge(person: Person, choices: list[MergeSide]) -> bool:
    """Every conflict chosen by what is drawn; whether the rules let it be."""
    chosen: dict[str, MergeSide] = {}
    for _round in range(20):
        plan = person.merging.plan(person.folder, chosen)
        waiting = plan.open_conflicts
        if not waiting:
            break
        conflict = waiting[0]
        wanted = choices[len(chosen) % len(choices)]
        chosen[conflict.file] = wanted if wanted in conflict.options else conflict.options[0]
    if plan.findings:
        return False
    person.merging.merge(plan)
    return True


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    hers=deeds,
    his=deeds,
    choices=st.lists(st.sampled_from(list(MergeSide)), min_size=1, max_size=4),
    swapped=st.booleans(),
)
def test_nothing_is_lost_and_verify_accepts(started, tmp_path_factory, hers, his, choices, swapped):
    folder = tmp_path_factory.mktemp("pair")
    shutil.copytree(started / "remote.git", folder / "remote.git")
    first, second = (
        _person(started, folder, name, hours)
        for name, hours in ((("ben", 3), ("ada", 5)) if swapped else (("ada", 3), ("ben", 5)))
    )
    _do(first, hers)
    _do(second, his)
    first.push()
    second.fetch()
    before = [_kept(first), _kept(second)]

    if not _merge(second, choices):
        assert git(second.folder, "status", "--porcelain") == ""
        return

    assert second.errors() == []
    assert second.errors(base="origin/main") == []
    after = _kept(second)
    for kept in before:
        assert all(part <= whole for part, whole in zip(kept, after, strict=True))
    second.push()
    first.fetch()
    first.merge()
    assert _kept(first) == after
