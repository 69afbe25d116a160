from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest

from tests.builders import a_prompt
from workbench.domain.errors import FileProblem, InvalidInput, NotFound
from workbench.domain.prompts import Message, PromptContent, Role
from workbench.services.attachments import AttachmentService
from workbench.store.attachments import SqliteAttachments
from workbench.store.maintenance import SqliteWorkspaceFile
from workbench.store.opening import open_workspace
from workbench.store.prompts import SqlitePrompts
from workbench.store.runs import SqliteRuns

PNG = b"\x89PNG\r\n\x1a\n" + b"rest"


@pytest.fixture
def service(workspace):
    return AttachmentService(SqliteAttachments(workspace))


def count(workspace):
    with workspace.reading() as db:
        return db.execute("SELECT count(*) FROM attachments").fetchone()[0]


def with_attached(service, *files):
    attached = tuple(service.attach(name, data) for name, data in files)
    return PromptContent((Message(Role.USER, "Look.", attachments=attached),))


def test_the_same_file_is_kept_once_whatever_its_name(workspace, service):
    first, second = service.attach("a.png", PNG), service.attach("b.png", PNG)

    assert first.digest == second.digest
    assert (first.name, second.name) == ("a.png", "b.png")
    assert count(workspace) == 1
    assert service.bytes_of(second) == PNG


def test_a_file_on_disk_is_attached_by_its_name(service, tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("Zürich", encoding="utf-8")

    attached = service.attach_file(path)

    assert (attached.name, attached.media_type) == ("notes.txt", "text/plain")
    assert service.bytes_of(attached) == "Zürich".encode()


def test_a_file_that_is_too_large_is_refused_and_nothing_kept(workspace, service, tmp_path):
    path = tmp_path / "huge.png"
    with path.open("wb") as file:
        file.write(PNG)
        file.truncate(21 * 1024 * 1024)

    with pytest.raises(InvalidInput, match="larger than 20 MB"):
        service.attach_file(path)

    assert count(workspace) == 0


def test_a_file_that_cannot_be_read_is_named(service, tmp_path):
    with pytest.raises(FileProblem) as problem:
        service.attach_file(tmp_path / "gone.png")

    assert "gone.png" in str(problem.value)


def test_bytes_that_are_not_there_are_not_found(service):
    gone = replace(service.attach("a.png", PNG), digest="sha256:" + "0" * 64)

    with pytest.raises(NotFound):
        service.bytes_of(gone)


def test_a_draft_a_snapshot_and_a_run_keep_what_was_attached(workspace, service, tmp_path):
    from tests.builders import a_job, a_run
    from workbench.formats.content import digest_of

    content = with_attached(service, ("a.png", PNG), ("b.txt", b"hello"))
    prompts, runs = SqlitePrompts(workspace), SqliteRuns(workspace)
    prompt = a_prompt()
    prompts.add(prompt, content)
    digest = digest_of(content)
    prompts.keep_snapshot(digest, content)
    runs.record(a_run(job=a_job(digest=digest), messages=content.messages))

    assert prompts.open(prompt.id).draft.content == content
    assert prompts.snapshot(digest) == content
    assert runs.run("run-1").messages == content.messages


def test_check_computes_the_digests_of_attachments_again(workspace, service):
    content = with_attached(service, ("a.png", PNG), ("b.txt", b"hello"))
    SqlitePrompts(workspace).add(a_prompt("greetings/hello"), content)
    file = SqliteWorkspaceFile(workspace)
    assert file.faults() == []

    with sqlite3.connect(workspace.path) as db:
        db.execute("UPDATE attachments SET bytes = ? WHERE media_type = 'image/png'", (b"x",))
        db.execute("DELETE FROM attachments WHERE media_type = 'text/plain'")
    db.close()
    faults = {fault.place.split(" ")[0]: fault.message for fault in file.faults()}

    assert "another digest" in faults["attachment"]
    assert "b.txt" in faults["draft"]


def test_a_backup_holds_the_attachments(workspace, service, tmp_path):
    attached = service.attach("a.png", PNG)

    SqliteWorkspaceFile(workspace).back_up(tmp_path / "copy.workbench")

    copy = open_workspace(tmp_path / "copy.workbench")
    assert SqliteAttachments(copy).bytes_of(attached.digest) == PNG
    copy.close()


def test_what_is_attached_to_messages_is_read_as_far_as_it_is_there(service):
    content = with_attached(service, ("a.png", PNG), ("b.txt", b"hello"))
    gone = replace(content.messages[0].attachments[0], digest="sha256:" + "0" * 64)
    messages = (*content.messages, Message(Role.USER, attachments=(gone,)))

    assert set(service.files_of(messages).values()) == {PNG, b"hello"}
