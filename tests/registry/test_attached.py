"""Files that go along with messages travel with the versions that name them."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from functools import partial

import jsonschema
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.registry.cut_off import state
from tests.registry.workshop import TRIAGE, Workshop, a_release_content, a_workshop, git
from workbench.domain.attachments import MOST_BYTES
from workbench.domain.digests import bytes_digest
from workbench.domain.errors import FileProblem, InvalidInput, RegistryError
from workbench.domain.prompts import Attachment, PromptContent, PromptKind
from workbench.domain.releases import FindingSeverity

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
NOTES = b"First line\r\nSecond line\n"
ONE = "attachments/*"
TEXT = st.characters(exclude_categories=["Cs"], exclude_characters="\0")


def with_files(*attachments: Attachment, text: str = "Look:\n{{ ticket }}") -> PromptContent:
    content = a_release_content(text)
    return replace(content, messages=(replace(content.messages[0], attachments=attachments),))


def release(workshop: Workshop, *attachments: Attachment, **fields):
    version = workshop.commit(with_files(*attachments, **fields))
    workshop.export(version)
    return version


@pytest.fixture
def released(workshop):
    workshop.picture = workshop.attach("plan.png", PNG)
    release(workshop, workshop.picture)
    assert workshop.verify() == []
    return workshop


@pytest.fixture
def elsewhere(tmp_path):
    return Workshop(tmp_path / "elsewhere")


def problem_of(workshop: Workshop) -> tuple[str, str, str]:
    [finding] = [f for f in workshop.verify() if f.severity is not FindingSeverity.NOTE]
    return finding.rule, finding.file, finding.message


def test_a_file_stands_under_its_digest_and_git_leaves_it_alone(released):
    path = released.one(ONE)

    assert path.name == released.picture.digest.removeprefix("sha256:")
    assert path.read_bytes() == PNG
    name = f"attachments/{path.name}"
    assert "text: unset" in git(released.folder, "check-attr", "text", "--", name)
    assert git(released.folder, "status", "--porcelain") == ""


def test_the_version_fits_the_schema_of_the_registry(released):
    schema = json.loads((released.folder / "schema/prompt-version-1.json").read_text())
    version = yaml.safe_load(released.one("prompts/**/versions/*").read_text())

    jsonschema.Draft202012Validator(schema).validate(version)


def test_versions_share_a_file(released):
    release(
        released,
        released.picture,
        released.attach("notes.txt", NOTES),
        text="Look well:\n{{ ticket }}",
    )

    assert len(released.files(ONE)) == 2
    assert released.verify() == []


def test_the_plan_lists_what_is_attached_with_its_size(workshop):
    picture = workshop.attach("plan.png", PNG)
    version = workshop.commit(with_files(picture, picture))
    workshop.approve(version)

    [planned] = workshop.plan(version).attachments

    assert (planned.attachment, planned.size) == (picture, len(PNG))
    assert workshop.files(ONE) == []


def test_a_registry_from_before_is_told_that_they_are_no_texts(workshop):
    (workshop.folder / ".gitattributes").write_text("* text eol=lf")
    workshop.commit_all()

    release(workshop, workshop.attach("notes.txt", NOTES))

    attributes = (workshop.folder / ".gitattributes").read_text()
    assert attributes == "* text eol=lf\nattachments/** binary\n"
    shutil.rmtree(workshop.folder / "attachments")
    git(workshop.folder, "checkout", "--", "attachments")
    assert workshop.one(ONE).read_bytes() == NOTES
    assert workshop.verify() == []


def test_a_content_without_files_writes_what_it_wrote_before(workshop):
    workshop.release()

    assert workshop.files(ONE) == []
    assert "attachments" not in workshop.one("prompts/**/versions/*").read_text()


def test_files_of_components_travel_too(workshop):
    notes = workshop.attach("notes.txt", NOTES)
    content = a_release_content("Be kind.", inputs=())
    part = replace(content, messages=(replace(content.messages[0], attachments=(notes,)),))
    workshop.commit(part, "tone/friendly", kind=PromptKind.COMPONENT)
    version = workshop.commit(a_release_content("{% include 'tone/friendly' %}{{ ticket }}"))

    workshop.export(version)

    assert workshop.one(ONE).read_bytes() == NOTES


@pytest.mark.parametrize("what", ["registry", "file"])
def test_an_import_brings_the_files_along(released, elsewhere, what):
    path = released.folder if what == "registry" else released.one("prompts/**/versions/*")

    [imported] = elsewhere.transfers.read_files([path])

    assert elsewhere.attachments.bytes_of(released.picture.digest) == PNG
    content = elsewhere.prompts.content(imported.versions[0].digest)
    assert content.messages[0].attachments == (released.picture,)


@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(("plan.png", "Ünïcode ☂.gif", "a b.txt")),
            st.one_of(
                st.binary(max_size=2000).map(lambda data: PNG[:8] + data),
                st.binary(max_size=500).map(lambda data: b"GIF89a" + data),
                st.text(TEXT, min_size=1).map(str.encode),
            ),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_any_files_come_back_as_they_were(tmp_path_factory, files):
    folder = tmp_path_factory.mktemp("any")
    workshop, elsewhere = a_workshop(folder / "registry"), Workshop(folder / "elsewhere")
    attached = [workshop.attach(name, data) for name, data in files]
    release(workshop, *attached)
    clone = folder / "clone"
    git(folder, "clone", "-q", str(workshop.folder), str(clone))

    elsewhere.transfers.read_files([clone])

    assert workshop.verify() == []
    for attachment, (_name, data) in zip(attached, files, strict=True):
        assert elsewhere.attachments.bytes_of(attachment.digest) == data


def test_a_file_that_is_missing_is_found_and_brought_back_by_an_export(released):
    released.one(ONE).unlink()
    released.commit_all()
    version = released.prompts.versions(next(iter(released.prompts.library())).prompt.id)[0]

    rule, file, message = problem_of(released)

    assert (rule, file) == ("R17", released.files("prompts/**/versions/*")[0])
    assert message.startswith("plan.png is attached, and attachments/")
    released.releases.export(released.plan(version))
    assert released.verify() == []


def test_other_bytes_are_found_and_refused(released, elsewhere):
    path = released.one(ONE)
    path.write_bytes(PNG + b"more")
    released.commit_all()

    assert problem_of(released)[0] == "R17"
    with pytest.raises(FileProblem, match="does not hold the bytes"):
        elsewhere.transfers.read_files([released.folder])
    assert elsewhere.attachments.files == {}
    assert elsewhere.prompts.library() == []


def test_a_file_that_nothing_names_is_only_noted(released):
    name = bytes_digest(b"spare").removeprefix("sha256:")
    (released.folder / "attachments" / name).write_bytes(b"spare")
    released.commit_all()

    [finding] = released.verify()

    assert (finding.rule, finding.severity) == ("R17", FindingSeverity.NOTE)


def test_a_name_that_is_no_digest_is_found(released):
    (released.folder / "attachments" / "plan.png").write_bytes(PNG)
    released.commit_all()

    assert problem_of(released)[:2] == ("R17", "attachments/plan.png")


def test_a_file_of_another_kind_than_is_said_is_found_and_refused(workshop, elsewhere):
    data = b"<html>"
    lie = Attachment("plan.png", "image/png", bytes_digest(data))
    workshop.attachments.keep(lie, data)
    release(workshop, lie)

    assert problem_of(workshop)[2] == ("is text/plain, and a version has it attached as image/png")
    with pytest.raises(FileProblem, match=r"plan\.png is text/plain, not image/png"):
        elsewhere.transfers.read_files([workshop.folder])


def test_more_than_may_be_attached_is_neither_held_nor_taken(released, elsewhere):
    path = released.one(ONE)
    with open(path, "r+b") as file:
        file.truncate(MOST_BYTES * 3)

    assert ("R17", f"attachments/{path.name}") in released.found()
    with pytest.raises(FileProblem, match="larger than 20 MB"):
        elsewhere.transfers.read_files([released.folder])


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs links")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_link_is_never_followed(released, elsewhere, tmp_path, what):
    path = released.one(ONE)
    outside = tmp_path / "outside"
    outside.mkdir()
    shutil.copy(path, outside / path.name)
    link = path if what == "file" else path.parent
    path.unlink()
    if what == "folder":
        path.parent.rmdir()
    link.symlink_to(outside / path.name if what == "file" else outside)
    released.commit_all()

    assert {"R01", "R17"} <= {finding.rule for finding in released.verify()}
    with pytest.raises(FileProblem, match="link"):
        elsewhere.transfers.read_files([released.folder])
    version = released.commit(with_files(released.picture, text="Look again"))
    released.approve(version)
    with pytest.raises(RegistryError, match="link"):
        released.plan(version)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_in_its_place_stops_nobody(released, elsewhere):
    path = released.one(ONE)
    path.unlink()
    os.mkfifo(path)

    with pytest.raises(FileProblem, match="is not a file"):
        elsewhere.transfers.read_files([released.folder])


def test_one_file_is_held_at_a_time(workshop, monkeypatch):
    """Each is asked for when the one before it is on the disk."""
    asked: list[str] = []
    stored: list[int] = []
    real = workshop.attachments.bytes_of
    files = [workshop.attach(f"{n}.png", PNG + bytes([n])) for n in range(3)]
    version = workshop.commit(with_files(*files))
    workshop.approve(version)
    plan = workshop.plan(version)

    def bytes_of(digest: str) -> bytes:
        stored.append(len(list((workshop.folder / ".git").rglob("*"))))
        asked.append(digest)
        return real(digest)

    workshop.registry.export(plan, bytes_of)

    assert asked == [each.digest for each in files]
    assert stored == sorted(set(stored))


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that can be forked")
def test_an_export_with_files_that_is_cut_off_is_whole_again_afterwards(workshop, cut_git):
    version = workshop.commit(with_files(workshop.attach("plan.png", PNG)))
    workshop.approve(version)
    export = partial(workshop.releases.export, workshop.plan(version))
    before = state(workshop.folder)
    outcomes = set()

    for was_killed in cut_git.killed_where_it_matters(export, workshop.folder):
        workshop.releases.status(workshop.folder)

        after = state(workshop.folder)

        assert after[2] == ""
        outcomes.add(after[1] == before[1])
        if after[1] == before[1]:
            assert after == before
        else:
            assert workshop.one(ONE).read_bytes() == PNG
        if not was_killed:
            assert workshop.verify() == []
    assert outcomes == {True, False}


def test_the_prompt_is_named_where_a_single_file_cannot_carry_it(released):
    prompt = next(each.prompt for each in released.prompts.library() if each.prompt.path == TRIAGE)

    with pytest.raises(InvalidInput, match=r"has plan.png attached"):
        released.transfers.write(prompt.id, 1)
