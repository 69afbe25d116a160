"""The models that can be picked, and what is missing for each."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace

from workbench.domain.errors import ProviderError
from workbench.domain.estimates import TokenCount
from workbench.domain.models import Endpoint, Missing, Model
from workbench.domain.parameters import Support
from workbench.domain.prompts import Message
from workbench.domain.settings import Settings
from workbench.providers.batch_offers import offers_batches, takes_batches
from workbench.providers.demo.models import DEMO_MODELS, described
from workbench.providers.listing import SECONDS_AWAY, names_at
from workbench.providers.local_servers import LOCAL_SERVERS, LocalServer, found_models
from workbench.providers.prices import batch_price_of, context_of, price_of
from workbench.providers.routes import Route, route_to
from workbench.providers.support import UNKNOWN, support_of
from workbench.providers.tokens import count_of, count_tokens, counted, make_ready, ready
from workbench.providers.well_known import WELL_KNOWN
from workbench.services.ports import KeyStore


class ModelsOfEveryProvider:
    """Implements `model_ports.ModelCatalogue`."""

    def __init__(
        self,
        keys: KeyStore,
        settings: Settings = Settings(),  # noqa: B008 - frozen
        *,
        local_servers: Sequence[LocalServer] = LOCAL_SERVERS,
    ) -> None:
        self._keys, self._settings, self._local_servers = keys, settings, local_servers

    def configure(self, settings: Settings) -> None:
        """Know the models of these endpoints by name from now on."""
        self._settings = settings

    def at_once(self) -> list[Model]:
        return [described(demo) for demo in DEMO_MODELS]

    async def models(self, settings: Settings) -> list[Model]:
        """Each once: demo models, endpoints, local servers, then those of providers."""
        self._settings = settings
        servers = self._local_servers if settings.find_local_servers else ()
        local, endpoints = await asyncio.gather(
            found_models(servers),
            asyncio.gather(*(self._of_endpoint(endpoint) for endpoint in settings.endpoints)),
        )
        known = await asyncio.to_thread(self._of_providers, settings)
        found = [
            *self.at_once(),
            *(model for models in endpoints for model in models),
            *(_local(server, name) for server, name in local),
        ]
        running = {model.provider for model in found}
        known = [_seen(model, running) for model in known]
        return list({model.name: model for model in reversed([*found, *known])}.values())[::-1]

    def model(self, name: str) -> Model:
        demo = next((known for known in DEMO_MODELS if known.name == name), None)
        if demo:
            return described(demo)
        try:
            route = route_to(name, self._settings.endpoints)
        except ProviderError:
            return Model(name, name.partition("/")[0])
        return self._described(name, route)

    def support(self, name: str) -> Support:
        try:
            return support_of(route_to(name, self._settings.endpoints))
        except ProviderError:
            return UNKNOWN

    def count_tokens(self, model: str, messages: Sequence[Message]) -> int:
        return count_tokens(messages)

    def counts_exactly_now(self, model: str) -> bool:
        return ready(model)

    def load_tokenizer(self, model: str) -> None:
        make_ready(model)

    def prompt_tokens(self, model: str, messages: Sequence[Message]) -> TokenCount:
        return counted(model, messages)

    def text_tokens(self, model: str, text: str) -> TokenCount:
        return count_of(model, text)

    def _described(self, name: str, route: Route) -> Model:
        priced = not route.base_url
        status = self._keys.status(route.provider)
        missing = Missing.KEY if route.key_required and not status.source else Missing.NOTHING
        return Model(
            name=name,
            provider=route.provider,
            missing=missing,
            key_variable=status.variable if route.key_required else "",
            price=price_of(route.litellm_model) if priced else None,
            context_tokens=context_of(route.litellm_model) if priced else None,
            local=route.local,
            support=UNKNOWN if route.base_url else None,
            batches=offers_batches(route),
            batch_price=batch_price_of(route.litellm_model) if offers_batches(route) else None,
        )

    async def _of_endpoint(self, endpoint: Endpoint) -> list[Model]:
        """Those it lists, and those the settings list for it."""
        key = await asyncio.to_thread(self._keys.key, endpoint.name)
        lacks_key = endpoint.key_required and not key
        url = f"{endpoint.base_url.rstrip('/')}/models"
        answer, batches = None, False
        if not lacks_key:
            answer, batches = await asyncio.gather(
                names_at(url, key=key or "", seconds=SECONDS_AWAY),
                takes_batches(endpoint, key or ""),
            )
        names = list(dict.fromkeys((*endpoint.models, *(answer or ()))))
        blank = Model("", endpoint.name, note=endpoint.base_url, support=UNKNOWN, batches=batches)
        if endpoint.key_required:
            variable = self._keys.status(endpoint.name).variable
            blank = replace(blank, key_variable=variable)
        if lacks_key:
            blank = replace(blank, missing=Missing.KEY)
        elif answer is None:
            note = f"No list of models at {url}."
            blank = replace(blank, missing=Missing.NOT_RUNNING, note=note)
        return [replace(blank, name=f"{endpoint.name}/{name}") for name in names or ["…"]]

    def _of_providers(self, settings: Settings) -> list[Model]:
        """Named in the settings, or well known and with a key."""
        named = [self._named(name, settings.endpoints) for name in settings.models]
        usable = (p for p in WELL_KNOWN if self._keys.status(p).source)
        offered = [f"{provider}/{name}" for provider in usable for name in WELL_KNOWN[provider]]
        return [*named, *(self._described(name, route_to(name)) for name in offered)]

    def _named(self, name: str, endpoints: Iterable[Endpoint]) -> Model:
        try:
            return self._described(name, route_to(name, endpoints))
        except ProviderError as error:
            return Model(name, "", missing=Missing.NOT_RUNNING, note=error.message, support=UNKNOWN)


def _local(server: LocalServer, name: str) -> Model:
    return Model(
        name=f"{server.name}/{name}",
        provider=server.name,
        title=f"{name} ({server.title})",
        local=True,
        note=f"{server.title} on this machine",
        support=UNKNOWN,
    )


def _seen(model: Model, running: Iterable[str]) -> Model:
    """A local model that is named but whose server was not found."""
    if model.local and model.provider not in running:
        return replace(model, missing=Missing.NOT_RUNNING)
    return model
