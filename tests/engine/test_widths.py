"""How many runs at once each provider gets."""

from __future__ import annotations

import pytest

from workbench.domain.models import Endpoint
from workbench.domain.settings import Limits, Settings
from workbench.engine.widths import Widths

LIMITS = Limits(concurrency_per_provider=8, concurrency_local=2)


def widths(*endpoints):
    return Widths(Settings(endpoints=endpoints, limits=LIMITS), {"ollama"})


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/v1",
        "http://127.9.9.9/v1",
        "http://localhost/v1",
        "http://a.localhost/",
        "http://[::1]:8000/v1",
    ],
)
def test_an_endpoint_on_this_machine_has_the_limit_of_local_servers(address):
    assert widths(Endpoint("mine", address)).of("mine") == 2


def test_providers_and_endpoints_elsewhere_have_the_limit_of_providers():
    there = widths(Endpoint("mine", "http://10.0.0.7/v1"))

    assert (there.of("mine"), there.of("openai"), there.of("ollama")) == (8, 8, 2)


def test_an_endpoint_elsewhere_that_is_called_as_a_local_server_is_none():
    assert widths(Endpoint("ollama", "https://ollama.example/v1")).of("ollama") == 8


def test_local_servers_get_one_at_a_time_unless_it_is_set():
    assert Widths(Settings(), {"ollama"}).of("ollama") == 1


def test_an_evaluation_gets_as_many_as_it_asks_for_while_it_works():
    asked = widths()
    asked.ask("e1", 256)
    asked.ask("e2", 64)
    assert (asked.of("openai"), asked.of("ollama")) == (256, 256)

    asked.ask("e1", None)
    assert asked.of("openai") == 64

    asked.ask("e2", None)
    assert asked.of("openai") == 8


def test_asking_for_less_than_is_set_narrows_nobody():
    asked = widths()
    asked.ask("e1", 1)

    assert asked.of("openai") == 8
