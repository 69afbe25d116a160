"""How parameters are written: what is taken, what is refused, and that it is read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.gui.write.models.specs import SPECS, NotThis, read_stops, stops_text

READ = {spec.name: spec.read for spec in SPECS}
PRINTABLE = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("temperature", "0", 0),
        ("temperature", "0,5", 0.5),
        ("top_p", "1", 1),
        ("max_tokens", "300", 300),
        ("seed", "-7", -7),
        ("presence_penalty", "-2", -2),
        ("reasoning_effort", "high", "high"),
        ("stop", "END", ("END",)),
        ("stop", 'END, "\\n\\n", two words', ("END", "\n\n", "two words")),
        ("stop", '"a,b", "say \\"hi\\""', ("a,b", 'say "hi"')),
    ],
)
def test_values_are_read_as_they_are_meant(name, text, value):
    assert READ[name](text) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("temperature", "hot"),
        ("temperature", "2.1"),
        ("temperature", "nan"),
        ("temperature", "inf"),
        ("top_p", "1.5"),
        ("max_tokens", "0"),
        ("max_tokens", "1.5"),
        ("max_tokens", "9" * 5000),
        ("seed", "x"),
        ("frequency_penalty", "3"),
        ("stop", ","),
        ("stop", '"a'),
        ("stop", '"a" b'),
        ("stop", '"\\x"'),
        ("stop", ",".join("abcdefghijklmnopq")),
    ],
)
def test_what_is_no_value_is_refused(name, text):
    with pytest.raises(NotThis):
        READ[name](text)


@given(st.lists(PRINTABLE, min_size=1, max_size=16))
def test_every_stop_is_written_so_that_it_is_read_back(stops):
    assert read_stops(stops_text(tuple(stops))) == tuple(stops)


@given(st.text())
def test_any_text_is_read_or_refused(text):
    for spec in SPECS:
        try:
            value = spec.read(text)
        except NotThis:
            continue
        assert spec.text_of(value) is not None
