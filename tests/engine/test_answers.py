"""An answer as it grows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.errors import ProviderError
from workbench.engine.answers import Answer, GrowingText, joined
from workbench.services.model_ports import Chunk

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@given(st.lists(ANY_TEXT))
def test_pieces_make_the_same_text_however_they_are_cut(pieces):
    growing = GrowingText()

    shown = [growing.add(piece) for piece in pieces]

    assert growing.text == joined("".join(pieces))
    assert growing.text.startswith("".join(shown))
    assert len(growing.text) - len("".join(shown)) <= 1


@given(st.lists(ANY_TEXT), st.integers(0, 40))
def test_no_answer_grows_beyond_its_limit(pieces, limit):
    answer = Answer(limit)

    for piece in pieces:
        answer.add(Chunk(piece, piece))

    kept = answer.text + answer.reasoning
    assert len(kept.encode("utf-8", "surrogatepass")) <= limit
    if answer.size > limit:
        with pytest.raises(ProviderError, match="larger than"):
            answer.check()
