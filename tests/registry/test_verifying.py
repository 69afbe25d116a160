"""A registry looked at by several processes: what one process finds, no more and no less."""

from __future__ import annotations

import gc
import pickle
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.registry.workshop import a_release_content, a_workshop, know_a_person
from workbench.domain.errors import RegistryError
from workbench.registry import verifying
from workbench.registry.collecting import uncollected
from workbench.registry.repository import read_repository
from workbench.registry.tree import read_tree
from workbench.registry.verifying import verified

PROMPTS = ("a/one", "a/two", "b/three", "b/four")


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Four prompts, one of them of two versions; a component; a file that is attached."""
    with pytest.MonkeyPatch.context() as patch:
        know_a_person(tmp_path_factory.mktemp("git"), patch)
        workshop = a_workshop(tmp_path_factory.mktemp("whole") / "registry")
        part = workshop.component("Be kind.")
        for path in PROMPTS[:3]:
            workshop.release(path=path)
        workshop.release("Triage this well:\n{{ ticket }}", path=PROMPTS[0])
        content = a_release_content(
            'Triage:\n{{ ticket }}\n{% include "tone/friendly" %}',
            components=(("tone/friendly", part.digest),),
        )
        workshop.export(workshop.commit(content, PROMPTS[3]))
        assert workshop.verify() == []
        yield workshop


@pytest.fixture(scope="module")
def paths(whole):
    return whole.files()


def looked_at_here(monkeypatch) -> None:
    """What a process would do, without starting one for each example."""

    def seen(share):
        return pickle.loads(pickle.dumps(verifying.seen_of(pickle.loads(pickle.dumps(share)))))

    monkeypatch.setattr(verifying, "_looked_at", seen)


def both_ways(folder: Path, base: str = "") -> tuple[list, list]:
    repository = read_repository(folder)
    tree = read_tree(folder)
    return (
        verified(repository, tree, base, processes=1),
        verified(repository, tree, base, processes=3),
    )


@st.composite
def damages(draw):
    """What is done to which file, by numbers: there are always enough files."""
    return (
        draw(st.sampled_from(DAMAGES)),
        draw(st.integers(0, 10_000)),
        draw(st.integers(0, 10_000)),
    )


def is_deleted(place: Path, _other: Path) -> None:
    place.unlink()


def is_cut(place: Path, _other: Path) -> None:
    place.write_bytes(place.read_bytes()[: len(place.read_bytes()) // 2])


def is_another(place: Path, other: Path) -> None:
    place.write_bytes(other.read_bytes())


def stands_elsewhere(place: Path, other: Path) -> None:
    place.rename(other.parent / place.name)


def differs_in_case(place: Path, _other: Path) -> None:
    shutil.copy(place, place.with_name(place.name.upper()))


def is_a_link(place: Path, other: Path) -> None:
    place.unlink()
    place.symlink_to(other)


def has_conflicts(place: Path, _other: Path) -> None:
    place.write_bytes(b"<<<<<<< ours\n" + place.read_bytes())


def names_another_prompt(place: Path, _other: Path) -> None:
    place.write_bytes(place.read_bytes().replace(b"a/one", b"b/three"))


def holds_a_key(place: Path, _other: Path) -> None:
    place.write_bytes(place.read_bytes() + b"# AKIA" + b"ABCDEFGH01234567\n")


def names_another_place(place: Path, _other: Path) -> None:
    place.write_bytes(place.read_bytes().replace(b'"dev"', b'"dev/a"'))


DAMAGES = (
    is_deleted,
    is_cut,
    is_another,
    stands_elsewhere,
    differs_in_case,
    is_a_link,
    has_conflicts,
    names_another_prompt,
    holds_a_key,
    names_another_place,
)


@given(done=st.lists(damages(), min_size=1, max_size=4))
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_several_processes_find_what_one_finds_in_a_damaged_registry(
    whole, paths, monkeypatch, done
):
    looked_at_here(monkeypatch)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "registry"
        shutil.copytree(whole.folder, folder)
        for damage, one, other in done:
            chosen, beside = (folder / paths[number % len(paths)] for number in (one, other))
            if chosen.is_file() and beside.is_file() and chosen != folder / "registry.yaml":
                damage(chosen, beside)

        once, shared = both_ways(folder)

    assert shared == once


def test_real_processes_find_what_one_finds(whole, tmp_path):
    folder = tmp_path / "registry"
    shutil.copytree(whole.folder, folder)
    (folder / "prompts/a/two/head.yaml").unlink()
    (folder / "pins/dev/b/three.yaml").unlink()

    once, shared = both_ways(folder)

    assert shared == once
    assert {finding.rule for finding in shared} == {"R05", "R10"}
    assert both_ways(whole.folder) == ([], [])


def test_a_change_is_held_against_what_it_is_based_on(whole, tmp_path):
    folder = tmp_path / "registry"
    shutil.copytree(whole.folder, folder)
    policy = folder / "policy.yaml"
    policy.write_text(policy.read_text() + "\n# More\n")

    once, shared = both_ways(folder, "HEAD~1")

    assert shared == once


@pytest.mark.parametrize(
    "end",
    [
        "import sys; sys.exit(1)",
        "print('nothing to say')",
        "pass",
        "import os; os.abort()",
        "import sys, pickle; sys.stdout.buffer.write(pickle.dumps('clean'))",
    ],
    ids=["fails", "babbles", "says nothing", "dies", "says something else"],
)
def test_a_process_that_ends_too_early_is_no_clean_result(whole, monkeypatch, end):
    monkeypatch.setattr(verifying, "COMMAND", (sys.executable, "-c", end))

    with pytest.raises(RegistryError, match="ended before it was done"):
        both_ways(whole.folder)


def test_what_a_process_cannot_read_is_told_in_its_words(whole, monkeypatch):
    def refused(_share):
        return verifying.Seen(error=("a/one cannot be read: Permission denied.", "Look there."))

    monkeypatch.setattr(verifying, "_answer", lambda _command, _question: refused(None))

    with pytest.raises(RegistryError, match="a/one cannot be read") as caught:
        both_ways(whole.folder)

    assert caught.value.hint == "Look there."


def test_nothing_is_loaded_from_the_folder_that_one_stands_in(whole, tmp_path, monkeypatch):
    hostile = tmp_path / "workbench" / "registry"
    hostile.mkdir(parents=True)
    for place in (hostile.parent, hostile):
        (place / "__init__.py").write_text("raise SystemExit(7)")
    monkeypatch.chdir(tmp_path)

    once, shared = both_ways(whole.folder)

    assert shared == once


def test_collecting_goes_on_as_before_when_all_are_done():
    before = gc.get_threshold()

    with uncollected():
        with uncollected():
            assert gc.get_threshold()[0] == 0
        assert gc.get_threshold()[0] == 0

    assert gc.get_threshold() == before
