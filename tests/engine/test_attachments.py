"""Runs of prompts with files attached, to a real server."""

from __future__ import annotations

import asyncio
import base64
from dataclasses import replace

import pytest

from tests.faulty_server.fixture import faulty_server
from workbench.domain.prompts import Input, Message, PromptContent, Role
from workbench.domain.runs import Outcome
from workbench.engine.questions import Questions
from workbench.engine.rendering import RenderPool
from workbench.providers.gateway import LitellmGateway
from workbench.secrets.keyring_store import KeyringKeys
from workbench.services.attachments import AttachmentService
from workbench.store.attachments import SqliteAttachments

__all__ = ["faulty_server"]
PNG = b"\x89PNG\r\n\x1a\n" + b"rest"


@pytest.fixture
def store(workspace):
    return SqliteAttachments(workspace)


@pytest.fixture
def bench(make_bench, store, faulty_server):
    bench = make_bench()
    keys = KeyringKeys({"FAULTY_API_KEY": "sk-planted-0123456789abcdef"})
    bench.change(attachments=store, gateway=LitellmGateway(keys, [faulty_server.endpoint()]))
    return bench


def content(*attached):
    text = "{% if name %}Is this {{ name }}?{% endif %}"
    message = Message(Role.USER, text, attachments=attached)
    return PromptContent((message,), inputs=(Input("name"),))


def test_the_request_holds_the_image_and_the_text_of_the_file(bench, store, faulty_server):
    service = AttachmentService(store)
    attached = service.attach("ada.png", PNG), service.attach("notes.txt", b"Born in London.")
    job = bench.job(digest=bench.keep(content(*attached)), model="faulty/ok")

    [run] = bench.run(job)

    [request] = faulty_server.requests("ok")
    words, image, notes = request["body"]["messages"][0]["content"]
    assert words["text"] == "Is this Ada?"
    assert base64.b64decode(image["image_url"]["url"].partition(",")[2]) == PNG
    assert "Born in London." in notes["text"]
    assert run.outcome is Outcome.FINISHED
    assert run.messages[0].attachments == attached
    assert bench.recorded() == run


def test_a_file_that_is_gone_ends_the_run_and_is_named(bench, store):
    gone = replace(AttachmentService(store).attach("ada.png", PNG), digest="sha256:" + "0" * 64)
    job = bench.job(digest=bench.keep(content(gone)), model="faulty/ok")

    [run] = bench.run(job)

    assert run.outcome is Outcome.FAILED
    assert "ada.png, attached to message 1" in run.failure.message


def test_an_estimate_counts_images_and_the_text_of_files(bench, store):
    service = AttachmentService(store)
    image, notes = service.attach("ada.png", PNG), service.attach("notes.txt", b"word " * 5_000)
    jobs = [
        bench.job(f"run-{index}", digest=bench.keep(content(*attached)))
        for index, attached in enumerate(((), (image,), (notes,)))
    ]

    estimate = asyncio.run(Questions(bench.parts).estimate(jobs))

    plain, seeing, reading = (each.input_tokens for each in estimate.jobs)
    assert seeing == plain + 1_000
    assert reading > plain + 4_000


def test_rendering_and_previewing_in_a_worker_keep_what_is_attached(store):
    attached = AttachmentService(store).attach("ada.png", PNG)

    async def both():
        pool = RenderPool()
        try:
            rendered = await pool.render(content(attached), {}, {"name": "Ada"})
            return rendered, await pool.preview(content(attached), {}, {"name": "Ada"})
        finally:
            await pool.close()

    [message], preview = asyncio.run(both())

    assert message.attachments == (attached,)
    assert preview.messages[0].attached == ("ada.png",)
