"""Reading only what changed finds what reading everything finds."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument

from workbench.gui.kit.exact_text import exact_text, insert_exact
from workbench.gui.kit.exact_text_reading import ExactReader

PIECES = st.one_of(
    st.sampled_from(["", "a", "two\nlines", "\n", "\u2028\u2029\ufdd0", "\u00a0", "😀", "\ufeff"]),
    st.text(alphabet="ab\n", max_size=6),
)
EDITS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12), PIECES, st.booleans()))


def read(text=""):
    """A document and its reader; only one with a layout tells of its changes."""
    document = QTextDocument(text)
    document.documentLayout()
    reader = ExactReader(document)
    document.contentsChange.connect(lambda at, _removed, added: reader.changed(at, added))
    return document, reader


@given(EDITS)
@example([(28, 0, "😀", False), (17, 12, "", True), (0, 0, "a", True)])
def test_after_any_edits_the_text_is_the_document_s(qapp, edits):
    document, reader = read("first line\nsecond line\nthird")
    for place, length, text, read_now in edits:
        cursor = QTextCursor(document)
        last = document.characterCount() - 1
        cursor.setPosition(min(place, last))
        cursor.setPosition(min(place + length, last), QTextCursor.MoveMode.KeepAnchor)
        insert_exact(cursor, text)
        if read_now:
            assert reader.text() == exact_text(document)

    assert reader.text() == exact_text(document)


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_text_set_anew_is_read_anew(qapp, first, second):
    document, reader = read()
    for text in (first, second, ""):
        document.setPlainText(text)
        assert reader.text() == exact_text(document)
