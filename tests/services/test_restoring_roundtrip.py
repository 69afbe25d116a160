"""Whatever was exported comes back as it was, and exporting it again has nothing to do."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.registry.workshop import DANA, Workshop, a_release_content, a_workshop, know_a_person
from tests.services.restoring_ways import Colleague, a_colleague, released
from workbench.domain.prompts import PromptKind

PATHS = ("support/triage", "billing/refund")
STEP = st.tuples(
    st.sampled_from(PATHS),
    st.sampled_from(["commit", "release", "release", "component"]),
    st.text(st.characters(codec="utf-8", exclude_characters="{}%#"), max_size=20),
)


@pytest.fixture(scope="module", autouse=True)
def a_person(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patched:
        folder = tmp_path_factory.mktemp("person")
        for each in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            patched.setenv(each, str(folder / each))
        know_a_person(folder, patched)
        yield


@given(steps=st.lists(STEP, min_size=1, max_size=4))
@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
def test_what_was_exported_comes_back_as_it_was(steps):
    with TemporaryDirectory() as place:
        folder = Path(place)
        theirs = a_workshop(folder / "registry")
        for number, step in enumerate((*steps, (PATHS[0], "release", "the last"))):
            _take(theirs, number, *step)
        mine, close = a_colleague(folder / "mine")
        try:
            mine.restore(theirs.folder)
            _compare(theirs, mine)
        finally:
            close()


def _take(workshop: Workshop, number: int, path: str, what: str, text: str) -> None:
    text = f"{number}: {text}"
    if what == "component":
        workshop.component(f"{text} {{{{ ticket }}}}")
        content = a_release_content('{% include "tone/friendly" %}\n{{ ticket }}')
        workshop.export(workshop.commit(content, path))
    elif what == "release":
        workshop.release(f"{text} {{{{ ticket }}}}", path=path)
    else:
        workshop.commit(a_release_content(f"{text} {{{{ ticket }}}}"), path)


def _compare(theirs: Workshop, mine: Colleague) -> None:
    assert _versions(mine) == released(theirs)
    assert theirs.verify() == []
    for summary in mine.services.prompts.library():
        path = summary.prompt.path
        assert not summary.unnamed_changes
        there = theirs.prompts.open_path(path).prompt
        named = {each.number: each for each in theirs.prompts.versions(there.id)}
        for version in mine.versions(path):
            original = named[version.number]
            assert (version.digest, version.note, version.author) == (
                original.digest,
                original.note,
                original.author,
            )
        if summary.prompt.kind is PromptKind.PROMPT:
            given = {(a.digest, a.approver, a.note) for a in theirs.releases.approvals(there.id)}
            assert {(a.digest, a.approver, a.note) for a in mine.approvals(path)} == given
            plan = mine.services.releases.plan_export(
                mine.id_of(path), summary.version, theirs.folder, author=DANA
            )
            assert not plan.commit_needed


def _versions(mine: Colleague) -> list[tuple[str, int, str]]:
    paths = [each.prompt.path for each in mine.services.prompts.library()]
    return sorted((p, v.number, v.digest) for p in paths for v in mine.versions(p))
