"""Webhooks over real sockets, with the answers a server should not give."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp import web

from workbench.domain.errors import ProviderError
from workbench.domain.runs import FailureKind
from workbench.providers import webhooks
from workbench.providers.webhooks import HttpWebhooks


def asked(answer, document=None, path="/check"):
    """What a call gives, and what the server was sent."""
    seen = []

    async def handler(request):
        seen.append(await request.json())
        return await answer(request)

    async def whole():
        application = web.Application()
        application.router.add_post("/check", handler)
        runner = web.AppRunner(application, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        try:
            return await HttpWebhooks().call(f"http://127.0.0.1:{port}{path}", document or {})
        finally:
            await runner.cleanup()

    return asyncio.run(whole()), seen


def refused(answer, path="/check"):
    with pytest.raises(ProviderError) as raised:
        asked(answer, path=path)
    return raised.value


async def passing(_request):
    return web.json_response({"pass": True, "score": 0.5})


def test_json_goes_out_and_comes_back_exactly():
    document = {"output": "half \ud83d, é", "context": {"vars": {"n": 1}}}

    answer, seen = asked(passing, document)

    assert answer == {"pass": True, "score": 0.5}
    assert seen == [document]


def test_no_redirect_is_followed():
    async def elsewhere(_request):
        raise web.HTTPFound("http://127.0.0.1:1/")

    error = refused(elsewhere)

    assert (error.kind, error.status) == (FailureKind.PROVIDER, 302)


def test_a_status_that_is_no_success_is_said():
    assert "404" in refused(passing, path="/nowhere").message


def test_what_is_no_json_is_no_answer():
    async def page(_request):
        return web.Response(text="<html>")

    async def nothing(_request):
        return web.Response(text="")

    assert refused(page).kind == FailureKind.NOT_UNDERSTOOD
    assert refused(nothing).kind == FailureKind.NOT_UNDERSTOOD


def test_an_endless_answer_is_cut_off():
    async def endless(request):
        answer = web.StreamResponse()
        await answer.prepare(request)
        try:
            while True:
                await answer.write(b" " * 65536)
        except ConnectionError:
            return answer

    assert refused(endless).kind == FailureKind.TOO_LARGE


def test_a_server_that_never_answers_is_given_up(monkeypatch):
    monkeypatch.setattr(webhooks, "SECONDS", 0.2)

    async def silent(_request):
        await asyncio.Event().wait()

    assert refused(silent).kind == FailureKind.TIMEOUT


def test_nobody_there_is_said():
    with pytest.raises(ProviderError) as raised:
        asyncio.run(HttpWebhooks().call("http://127.0.0.1:1/", {}))

    assert raised.value.kind == FailureKind.UNREACHABLE
