"""A folder in memory, and what came of a configuration in it."""

from __future__ import annotations

from fnmatch import fnmatchcase

import pytest

from workbench.checks.scoring import problems_of
from workbench.checks.table import KINDS
from workbench.domain.checks import SET
from workbench.domain.errors import FileProblem
from workbench.formats.promptfoo.reading import read_config
from workbench.formats.promptfoo.surroundings import Rules

FILE = "promptfooconfig.yaml"
RULES = Rules(frozenset({*KINDS, SET}), lambda check: next(iter(problems_of(check)), ""))


class MemoryFolder:
    name = "support"

    def __init__(self, files):
        self._files = files

    def read(self, name):
        if name not in self._files:
            raise FileProblem("No such file", file=name)
        return self._files[name].encode()

    def matching(self, pattern):
        return sorted(name for name in self._files if fnmatchcase(name, pattern))


@pytest.fixture
def read():
    """Reads a configuration, with other files of its folder by their names."""

    def read(text, rules=RULES, **files):
        named = {name.replace("__", "."): content for name, content in files.items()}
        return read_config(MemoryFolder({FILE: text, **named}), FILE, rules)

    return read


@pytest.fixture
def a_suite(read):
    """With one prompt and one model; `rest` is what else stands in the file."""

    def a_suite(rest, **files):
        start = "prompts: ['Say {{ word }}']\nproviders: ['openai:gpt-4o-mini']\n"
        return read(start + rest, **files)

    return a_suite


def lost(suite):
    return [(remark.line, remark.what) for remark in suite.remarks if remark.lost]


@pytest.fixture(name="lost")
def lost_fixture():
    return lost
