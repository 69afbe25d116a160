"""Which prompts a program asks a registry for."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.errors import FileProblem
from workbench.formats.asked_prompts import asked_prompts


def asked(file, source):
    found = asked_prompts(file, source.encode())
    return [(each.line, each.path, each.interface, each.environment) for each in found]


PYTHON = """
from prompt_registry import Registry
prompt = Registry("prod.json").get("billing/refund", interface=1)
other = prompt_registry.Registry("../acme", env="dev").get("a/b", 2, key=user)
registry = Registry("prod.json")
class App:
    def __init__(self, given: Registry):
        self.prompts = Registry("../acme", "staging")
        given.get("c")
    def ask(self):
        return self.prompts.get("d/e", interface=3)
shared.get("f/g", interface=4)
settings.get("not/one", "default")
{}.get("nor/this")
registry.get(computed, interface=1)
registry.get("Not A Path", interface=1)
registry.get("h", interface=number)
"""


def test_python_asks_by_the_registry_it_made_or_the_interface_it_names():
    assert asked("app.py", PYTHON) == [
        (3, "billing/refund", 1, ""),
        (4, "a/b", 2, "dev"),
        (9, "c", None, ""),
        (11, "d/e", 3, "staging"),
        (12, "f/g", 4, ""),
        (17, "h", None, ""),
    ]


JAVASCRIPT = """
const registry = new Registry("prod.json");
const prompt = registry.get("billing/refund", { interface: 1, key: userId });
new Registry("../acme", { env: "dev" }).get("a/b", { interface: 2 });
class App { constructor() { this.prompts = new Registry("x", { env: 'staging', nunjucks }); } }
app.prompts.get("no/idea");
this.prompts?.get('d/e', { interface: 3 });
const typed: Registry = new Registry(bytes);
typed.get("f/g");
shared.get(`h/i`, { interface: 4 });
axios.get("https/users", { headers });
new Map([["x", 1]]).get("nor/this");
// registry.get("in/a-comment")
registry.get(computed);
"""


@pytest.mark.parametrize("file", ["app.mjs", "app.ts"])
def test_javascript_asks_the_same_way(file):
    assert asked(file, JAVASCRIPT) == [
        (3, "billing/refund", 1, ""),
        (4, "a/b", 2, "dev"),
        (7, "d/e", 3, "staging"),
        (9, "f/g", None, ""),
        (10, "h/i", 4, ""),
    ]


def test_other_files_ask_for_nothing():
    assert asked("notes.md", 'registry.get("a/b", interface=1)') == []


@given(st.text(alphabet="registyRGnw.()={}[]:\"'`/,\n 1", max_size=80))
def test_any_text_is_gone_through(source):
    for file in ("a.py", "a.js"):
        with suppress(FileProblem):
            asked(file, f"Registry get {source}.get(")
