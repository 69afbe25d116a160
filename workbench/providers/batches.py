"""Batches of requests at the providers that take them, by litellm."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar, cast

from workbench.domain.errors import ProviderError
from workbench.domain.models import Endpoint
from workbench.domain.redaction import redacted
from workbench.domain.runs import FailureKind
from workbench.domain.settings import Settings
from workbench.providers.batch_files import lines_of
from workbench.providers.batch_lines import ENDPOINT, read_line, request_line
from workbench.providers.batch_offers import offers_batches, takes_batches
from workbench.providers.failures import key_for, not_understood, translated, without_secrets
from workbench.providers.litellm_import import known_providers, load_litellm
from workbench.providers.routes import NO_KEY, Route, route_to
from workbench.providers.wire import CURRENT, Wire
from workbench.services.model_ports import BatchAnswer, BatchStanding, ModelCall
from workbench.services.ports import KeyStore

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

MOST_REQUESTS = 50_000
"""OpenAI's limit."""
MOST_BYTES = 64 * 1024 * 1024
"""OpenAI takes 200 MB; but the file is held in memory while it is uploaded."""
LARGEST = 1024 * 1024 * 1024
"""Bytes of a file of answers."""
SECONDS, SECONDS_FOR_A_FILE = 60.0, 900.0
PAGE, MOST_PAGES = 100, 50
MOST_REASONS = 3
CLOCKS_DIFFER = 3600.0
"""Seconds that the provider's clock may be behind."""
ENDED = frozenset({"completed", "failed", "expired", "cancelled"})
T = TypeVar("T")


class LitellmBatches:
    """Implements `model_ports.BatchGateway`: one attempt at each, never a retry."""

    def __init__(
        self,
        keys: KeyStore,
        settings: Settings = Settings(),  # noqa: B008 - frozen
        *,
        most_requests: int = MOST_REQUESTS,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self._keys, self._settings = keys, settings
        self.most_requests, self.most_bytes = most_requests, most_bytes
        self._asked: dict[Endpoint, bool] = {}

    def configure(self, settings: Settings) -> None:
        """Use these endpoints and time limits from the next call on."""
        self._settings = settings
        self._asked.clear()

    async def has_batches(self, model: str) -> bool:
        try:
            route = route_to(model, self._settings.endpoints)
        except ProviderError:
            return False
        endpoints = {endpoint.name: endpoint for endpoint in self._settings.endpoints}
        endpoint = endpoints.get(route.provider)
        if endpoint is None:
            return offers_batches(route)
        if endpoint not in self._asked:
            key = await asyncio.to_thread(self._keys.key, endpoint.name)
            self._asked[endpoint] = await takes_batches(endpoint, key or "")
        return self._asked[endpoint]

    async def line(self, custom_id: str, call: ModelCall) -> bytes:
        litellm = await asyncio.to_thread(load_litellm)
        try:
            return request_line(custom_id, call, self._route(call.model), litellm)
        except ProviderError as error:
            failure = error
        raise without_secrets(failure, self._keys.known_secrets())

    async def submit(self, model: str, lines: Sequence[bytes], marks: Mapping[str, str]) -> str:
        uploaded = await self._ask(
            model,
            "acreate_file",
            _id_of,
            SECONDS_FOR_A_FILE,
            file=("requests.jsonl", b"".join(lines)),
            purpose="batch",
        )
        return await self._ask(
            model,
            "acreate_batch",
            _id_of,
            completion_window="24h",
            endpoint=ENDPOINT,
            input_file_id=uploaded,
            metadata=dict(marks),
        )

    async def find(self, model: str, marks: Mapping[str, str], since: datetime) -> str:
        earliest, after = since.timestamp() - CLOCKS_DIFFER, None
        for _ in range(MOST_PAGES):
            batches = await self._ask(model, "alist_batches", _listed, after=after, limit=PAGE)
            for batch in batches:
                if dict(batch.metadata or {}) == dict(marks):
                    return str(batch.id)
            if len(batches) < PAGE or batches[-1].created_at < earliest:
                break
            after = batches[-1].id
        return ""

    async def standing(self, model: str, batch_id: str) -> BatchStanding:
        return await self._ask(model, "aretrieve_batch", self._standing_of, batch_id=batch_id)

    async def answers(self, model: str, batch_id: str) -> AsyncIterator[BatchAnswer]:
        files = await self._ask(model, "aretrieve_batch", _files_of, batch_id=batch_id)
        for file in files:
            content = cast("AsyncGenerator[BatchAnswer]", self._read(model, file))
            async with aclosing(content) as answers:
                async for answer in answers:
                    yield answer

    async def cancel(self, model: str, batch_id: str) -> None:
        await self._ask(model, "acancel_batch", _id_of, batch_id=batch_id)

    async def _read(self, model: str, file: str) -> AsyncIterator[BatchAnswer]:
        litellm: Any = await asyncio.to_thread(load_litellm)
        route, wire, secrets = self._route(model), self._wire(), self._keys.known_secrets()
        failure = None
        try:
            key = await asyncio.to_thread(key_for, self._keys, route)
            arguments = {"file_id": file, "stream": True, **_where(route, key)}
            content = await _called(litellm.afile_content, wire, SECONDS, arguments)
            async for line in lines_of(content, self._settings.limits.output_bytes):
                if answer := read_line(line, route):
                    yield _redacted(answer, secrets)
        except Exception as error:
            failure = _failure(error, wire, route)
        finally:
            await wire.close()
        if failure:
            raise without_secrets(failure, secrets)

    async def _ask(
        self,
        model: str,
        function: str,
        read: Callable[[Any], T],
        seconds: float = SECONDS,
        **arguments: Any,
    ) -> T:
        """What `read` makes of litellm's answer."""
        litellm: Any = await asyncio.to_thread(load_litellm)
        route, wire = self._route(model), self._wire()
        try:
            key = await asyncio.to_thread(key_for, self._keys, route)
            arguments |= _where(route, key)
            return read(await _called(getattr(litellm, function), wire, seconds, arguments))
        except Exception as error:
            failure = _failure(error, wire, route)
        finally:
            await wire.close()
        raise without_secrets(failure, self._keys.known_secrets())

    def _standing_of(self, batch: Any) -> BatchStanding:
        counts, errors = batch.request_counts, getattr(batch.errors, "data", None) or ()
        reasons = dict.fromkeys(str(error.message) for error in errors if error.message)
        return BatchStanding(
            str(batch.status),
            batch.status in ENDED,
            counts.total if counts else 0,
            counts.completed + counts.failed if counts else 0,
            redacted(" ".join([*reasons][:MOST_REASONS]), self._keys.known_secrets()),
        )

    def _route(self, model: str) -> Route:
        return route_to(model, self._settings.endpoints, providers=known_providers())

    def _wire(self) -> Wire:
        return Wire(self._settings.timeouts.connect, LARGEST)


async def _called(
    function: Callable[..., Any], wire: Wire, seconds: float, arguments: dict[str, Any]
) -> Any:
    token = CURRENT.set(wire)
    try:
        async with asyncio.timeout(seconds):
            return await function(**arguments)
    finally:
        CURRENT.reset(token)


def _where(route: Route, key: str | None) -> dict[str, Any]:
    """And how: without litellm's own accounts, for which it would fetch all answers."""
    arguments: dict[str, Any] = {
        "custom_llm_provider": route.litellm_model.partition("/")[0],
        "max_retries": 0,
        "no-log": True,
        "litellm_metadata": {"batch_ignore_default_logging": True},
    }
    if route.base_url:
        arguments["api_base"] = route.base_url
    if key or route.base_url:
        arguments["api_key"] = key or NO_KEY
    return arguments


def _failure(error: Exception, wire: Wire, route: Route) -> ProviderError:
    if isinstance(error, ProviderError):
        return error
    refused = wire.status is not None and wire.status >= 300
    if wire.verdict or refused:
        return translated(error, wire, route)
    if isinstance(error, TimeoutError):
        return ProviderError(
            f"{route.provider} did not answer in time.",
            kind=FailureKind.TIMEOUT,
            hint="Try again.",
        )
    if isinstance(error, AttributeError | IndexError | TypeError | ValueError):
        return not_understood(wire)
    return translated(error, wire, route)


def _redacted(answer: BatchAnswer, secrets: Collection[str]) -> BatchAnswer:
    if answer.failure is None:
        return answer
    return replace(answer, failure=without_secrets(answer.failure, secrets))


def _id_of(made: Any) -> str:
    if not made.id:
        raise ValueError("nothing was made")
    return str(made.id)


def _listed(page: Any) -> list[Any]:
    return list(page.data)


def _files_of(batch: Any) -> list[str]:
    return [file for file in (batch.output_file_id, batch.error_file_id) if file]
