from __future__ import annotations

from array import array

import pytest

from workbench.store.embeddings import SqliteEmbeddings


@pytest.fixture
def embeddings(workspace):
    return SqliteEmbeddings(workspace)


def test_a_vector_is_found_again_by_its_model_and_text(embeddings):
    vector = tuple(array("f", [0.1, -2.5, 3e-8]))
    embeddings.keep("openai/small", {"a": vector, "b": (1.0, 2.0, 3.0)})

    assert embeddings.vectors("openai/small", ["a", "c"]) == {"a": vector}
    assert embeddings.vectors("openai/large", ["a"]) == {}


def test_what_is_kept_stays_as_it_is(embeddings):
    embeddings.keep("m", {"a": (1.0,)})
    embeddings.keep("m", {"a": (2.0,)})

    assert embeddings.vectors("m", ["a"]) == {"a": (1.0,)}


def test_more_can_be_asked_for_than_fit_in_one_question(embeddings):
    vectors = {str(number): (float(number),) for number in range(1500)}
    embeddings.keep("m", vectors)

    assert embeddings.vectors("m", list(vectors)) == vectors
    assert embeddings.vectors("m", []) == {}
