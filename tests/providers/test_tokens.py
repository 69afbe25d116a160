"""Tokens are counted offline, exactly where the model's own tokenizer is at hand."""

from __future__ import annotations

import socket

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.domain.prompts import Message, Role
from workbench.providers.tokenizers import PATTERNS, tokenizer
from workbench.providers.tokens import count_of, counted, own_tokenizer, tokens_in


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    def refuse(*_anywhere):
        raise AssertionError("something wants to fetch")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("openai/gpt-4o-mini", "o200k_base"),
        ("gpt-4o", "o200k_base"),
        ("azure/gpt-4.1-nano", "o200k_base"),
        ("o3", "o200k_base"),
        ("openai/gpt-4-turbo", "cl100k_base"),
        ("gpt-3.5-turbo", "cl100k_base"),
        ("together/gpt-4o", ""),
        ("anthropic/claude-sonnet-4-5", ""),
        ("o10", ""),
        ("ollama/llama3.2", ""),
    ],
)
def test_only_openais_own_models_are_known_by_their_tokenizer(model, name):
    assert own_tokenizer(model) == name


def test_a_request_is_counted_with_what_a_chat_puts_around_it():
    hello = [Message(Role.USER, "Hello world, how are you?")]

    assert str(counted("openai/gpt-4o", hello)) == "14"
    assert str(counted("anthropic/claude-sonnet-4-5", hello)) == "≈ 11"
    assert str(counted("demo/brief", hello)) == "5"


@pytest.mark.parametrize("name", PATTERNS)
@given(text=st.text(alphabet="aB 1é漢😀\n\t'.,{}-", max_size=80))
@settings(deadline=None, max_examples=30)
def test_cutting_a_text_in_pieces_changes_no_count(name, text):
    model = {"o200k_base": "gpt-4o", "cl100k_base": "gpt-4"}[name]
    long = f"{text} the quick brown fox " * 60

    count = count_of(model, long)

    assert count.exact
    assert count.tokens == len(tokenizer(name).encode_ordinary(long))


def test_a_text_that_cannot_be_cut_between_words_is_an_estimate():
    assert not count_of("gpt-4o", "x" * 5_000).exact


def test_of_a_very_long_text_a_part_is_counted():
    count = count_of("gpt-4o", "ab " * 200_000)

    assert not count.exact
    assert count.tokens == pytest.approx(200_000, rel=0.01)


def test_lone_surrogates_and_special_tokens_are_only_text():
    assert tokens_in("\ud800 <|endoftext|>") > 3
    assert tokens_in("") == 0
