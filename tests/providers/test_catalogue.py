"""Which models can be picked, and what is missing for each."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.providers.answering import KEY, a_call, ask, keys
from tests.secrets.fake_keyring import FakeKeyring
from workbench.domain.models import Endpoint, Missing, Price
from workbench.domain.prompts import Message, Role
from workbench.domain.settings import Settings
from workbench.providers.catalogue import ModelsOfEveryProvider
from workbench.providers.local_servers import LOCAL_SERVERS, LocalServer
from workbench.providers.prices import listed
from workbench.providers.routes import LOCAL
from workbench.providers.well_known import WELL_KNOWN
from workbench.secrets.keyring_store import KeyringKeys

ENDPOINTS_ONLY = {"find_local_servers": False}


@pytest.fixture
def lister():
    """Starts a server that answers every GET with the given bytes; its address."""
    servers = []

    def start(body: bytes, status: int = 200) -> str:
        class Answers(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_arguments):
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def silent_port():
    """Takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def models_of(settings: Settings, store: KeyringKeys | None = None, servers=()):
    catalogue = ModelsOfEveryProvider(store or no_keys(), local_servers=servers)
    return {model.name: model for model in asyncio.run(catalogue.models(settings))}


def no_keys(**environment: str) -> KeyringKeys:
    keyring = FakeKeyring()
    return KeyringKeys(environment, keyring=lambda: keyring)


def test_without_anything_the_demo_models_are_there_and_say_what_they_are():
    found = models_of(Settings())

    assert list(found) == [
        "demo/brief",
        "demo/detailed",
        "demo/json",
        "demo/slow",
        "demo/failing",
    ]
    assert all(model.demo and not model.missing for model in found.values())
    assert all("not a language model" in model.title for model in found.values())
    assert all(model.price == Price(Decimal(0), Decimal(0)) for model in found.values())


def test_the_demo_models_are_told_without_asking_a_keyring():
    def locked():
        raise AssertionError("the keyring was asked")

    catalogue = ModelsOfEveryProvider(KeyringKeys({}, keyring=locked))

    assert catalogue.at_once()[0].name == "demo/brief"
    assert all(model.demo for model in catalogue.at_once())


def test_an_endpoint_is_asked_for_its_models(faulty_server):
    settings = Settings(endpoints=(faulty_server.endpoint("lab", models=("mine",)),))

    found = models_of(settings)

    lab = [model for model in found.values() if model.provider == "lab"]
    assert [model.name for model in lab] == ["lab/mine", "lab/ok", "lab/slow"]
    assert not any(model.missing for model in lab)


def test_an_endpoint_that_does_not_answer_is_not_running():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    endpoint = Endpoint("lab", f"http://127.0.0.1:{port}/v1", ("mine",))

    found = models_of(Settings(endpoints=(endpoint,)))

    assert found["lab/mine"].missing is Missing.NOT_RUNNING
    assert f"127.0.0.1:{port}" in found["lab/mine"].note


def test_an_endpoint_that_needs_a_key_says_so_and_is_not_asked(faulty_server):
    endpoint = faulty_server.endpoint("lab", key_required=True, models=("mine",))

    without = models_of(Settings(endpoints=(endpoint,)))
    with_key = models_of(Settings(endpoints=(endpoint,)), no_keys(LAB_API_KEY=KEY))

    assert without["lab/mine"].missing is Missing.KEY
    assert without["lab/mine"].key_variable == "LAB_API_KEY"
    assert with_key["lab/ok"].missing is Missing.NOTHING


def test_an_endpoint_without_a_list_keeps_the_models_that_were_named(lister):
    endpoint = Endpoint("lab", lister(b"no such page", 404), ("mine",))

    assert models_of(Settings(endpoints=(endpoint,)))["lab/mine"].missing is Missing.NOTHING


def test_local_servers_are_found_by_what_they_list(lister):
    ollama = lister(json.dumps({"models": [{"name": "llama3.2:latest"}]}).encode())
    studio = lister(json.dumps({"data": [{"id": "qwen"}, {"id": "qwen"}]}).encode())
    servers = (
        LocalServer("ollama", "Ollama", ollama, "/api/tags"),
        LocalServer("lm_studio", "LM Studio", studio),
    )

    found = models_of(Settings(), servers=servers)

    assert {"ollama/llama3.2:latest", "lm_studio/qwen"} <= set(found)
    assert found["lm_studio/qwen"].local
    assert models_of(Settings(find_local_servers=False), servers=servers).keys() == {
        name for name in found if name.startswith("demo/")
    }


def test_the_servers_that_are_looked_for_are_on_this_machine_at_their_usual_ports():
    assert [(server.name, server.address) for server in LOCAL_SERVERS] == [
        ("ollama", "http://127.0.0.1:11434"),
        ("lm_studio", "http://127.0.0.1:1234"),
        ("llama_cpp", "http://127.0.0.1:8080"),
        ("hosted_vllm", "http://127.0.0.1:8000"),
    ]


@pytest.mark.parametrize("name", ["ollama", "lm_studio"])
def test_a_model_of_a_local_server_is_found_and_runs_there(faulty_server, monkeypatch, name):
    address = faulty_server.base_url.removesuffix("/v1")
    monkeypatch.setitem(LOCAL, name, faulty_server.base_url)

    found = models_of(Settings(), servers=[LocalServer(name, name, address)])
    came = ask(a_call(f"{name}/ok"), store=no_keys())

    assert (found[f"{name}/ok"].local, found[f"{name}/ok"].missing) == (True, Missing.NOTHING)
    assert (came.text, came.ending.finish_reason) == ("Hello.", "stop")


def test_silent_ports_are_not_waited_for(silent_port):
    servers = [LocalServer(f"s{n}", "S", f"http://127.0.0.1:{silent_port}") for n in range(4)]

    found = models_of(Settings(), servers=servers)

    assert len(found) == 5


@pytest.mark.parametrize(
    "body",
    [
        b"<html>",
        b"[]",
        b'{"data": 3}',
        b'{"data": [1, null, {"id": 5}, {"id": ""}, {"id": "a\\u0000b"}]}',
        b"[" * 100_000,
        b'{"data": ["' + b"x" * 3_000_000,
        b"\xff\xfe",
    ],
    ids=["html", "list", "number", "odd entries", "deep", "large", "no text"],
)
def test_what_is_no_list_of_models_is_passed_over(lister, body):
    servers = [LocalServer("odd", "Odd", lister(body))]

    assert len(models_of(Settings(), servers=servers)) == 5


def test_providers_with_a_key_offer_well_known_models():
    found = models_of(Settings(**ENDPOINTS_ONLY), no_keys(ANTHROPIC_API_KEY=KEY))

    haiku = found["anthropic/claude-haiku-4-5"]
    assert haiku.missing is Missing.NOTHING
    assert haiku.price == Price(Decimal("0.000001"), Decimal("0.000005"))
    assert haiku.context_tokens == 200_000
    assert not any(name.startswith("openai/") for name in found)


def test_models_that_were_named_are_there_with_what_is_missing(faulty_server):
    settings = Settings(
        models=("openai/gpt-4o-mini", "ollama/llama3.2", "nobody-knows"), find_local_servers=False
    )

    found = models_of(settings)

    named = found["openai/gpt-4o-mini"]
    assert (named.missing, named.key_variable) == (Missing.KEY, "OPENAI_API_KEY")
    assert named.price == Price(Decimal("0.00000015"), Decimal("0.0000006"))
    assert found["ollama/llama3.2"].missing is Missing.NOT_RUNNING
    assert found["nobody-knows"].note


def test_every_well_known_model_is_in_litellms_list():
    names = [f"{provider}/{name}" for provider, listed in WELL_KNOWN.items() for name in listed]

    assert [name for name in names if not listed(name)] == []


def test_one_model_is_known_without_asking_anyone():
    catalogue = ModelsOfEveryProvider(no_keys(), local_servers=())

    assert catalogue.model("demo/slow").demo
    assert catalogue.model("gpt-4o-mini").provider == "openai"
    assert catalogue.model("gemini/gemini-2.5-flash").price is not None
    assert catalogue.model("lab/of-an-unknown-endpoint").price is None
    assert catalogue.model("nobody-knows").price is None


def test_an_endpoints_model_has_no_price_of_another_providers_model(faulty_server):
    settings = Settings(endpoints=(faulty_server.endpoint("lab"),))

    model = ModelsOfEveryProvider(keys(), settings).model("lab/gpt-4o-mini")

    assert (model.provider, model.price, model.missing) == ("lab", None, Missing.NOTHING)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("", 4, 4),
        ("Hello, world", 6, 10),
        ("x" * 1_000_000, 50_000, 600_000),
        ("lone \ud800 surrogate <|endoftext|>", 8, 25),
        ("世界" * 1000, 1_500, 5_000),
    ],
)
def test_tokens_are_estimated_offline(text, least, most, monkeypatch):
    catalogue = ModelsOfEveryProvider(no_keys())
    monkeypatch.setattr(socket.socket, "connect", _refused)

    tokens = catalogue.count_tokens("groq/openai/gpt-oss-20b", [Message(Role.USER, text)])

    assert least <= tokens <= most


def _refused(*_arguments):
    raise AssertionError("the network was asked")
