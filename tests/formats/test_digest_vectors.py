"""The published documents keep their digests, and the script makes what is published."""

from __future__ import annotations

import pytest

from tests.formats.digest_vectors import COUNT, read_vectors, vectors
from workbench.domain.digests import content_digest, interface_digest, text_digest
from workbench.domain.errors import InvalidContent


def test_there_are_two_hundred_and_the_script_makes_them():
    published = read_vectors()

    assert len(published) == COUNT
    assert published == vectors()
    assert len({vector["name"] for vector in published}) == COUNT


@pytest.mark.parametrize("vector", read_vectors(), ids=lambda vector: vector["name"])
def test_a_document_has_its_published_digest(vector):
    document = vector["document"]

    if "refused" in vector:
        with pytest.raises(InvalidContent) as refused:
            content_digest(document)
        assert refused.value.place == vector["refused"]
    else:
        assert content_digest(document) == vector["digest"]
        assert text_digest(document) == vector["text_digest"]
        assert interface_digest(document) == vector["interface_digest"]


def test_what_means_the_same_has_the_same_digest():
    by_name = {vector["name"]: vector.get("digest") for vector in read_vectors()}

    assert by_name["order written"] == by_name["order reversed"]
    assert by_name["empty 0"] == by_name["empty 1"] == by_name["empty 5"]
    assert by_name["messages in order"] != by_name["messages reversed"]
    assert by_name["schema 1"] != by_name["schema 2"]
