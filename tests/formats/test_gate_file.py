from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workbench.domain.errors import FileProblem, InvalidInput
from workbench.domain.gates import Gate
from workbench.formats.gate_file import FIRST_LINES, gate_file_text, read_gate_text

SHARE = st.none() | st.integers(0, 1000).map(lambda number: number / 1000)
COUNT = st.none() | st.integers(0, 10_000)
NAMES = st.text("abc :#-é\"'{}", min_size=1).filter(lambda name: name == name.strip())
TABLE = st.dictionaries(NAMES, st.integers(0, 100).map(lambda n: n / 100), max_size=3).map(
    lambda table: tuple(table.items())
)
GATES = st.builds(
    Gate,
    pass_rate=SHARE,
    confidence=SHARE,
    score=SHARE,
    metrics=TABLE,
    no_critical_failures=st.booleans(),
    no_regression=st.booleans(),
    max_drop=SHARE,
    latency_p95=SHARE,
    cost_per_run_usd=st.none() | st.integers(1, 9999).map(lambda n: Decimal(n) / 10_000),
    max_errors=COUNT,
    min_cases=COUNT,
    slices=TABLE,
)


@given(GATES)
def test_a_gate_is_read_as_it_was_written(gate):
    assume(gate != Gate())

    assert read_gate_text(gate_file_text(gate).encode(), "gate.yaml") == gate


def test_the_example_at_the_top_is_a_gate_itself():
    lines = [line.removeprefix("#")[3:] for line in FIRST_LINES.splitlines()[3:] if line]
    example = "\n".join(line.partition("  ")[0] if line[0] != " " else line for line in lines)
    example = "\n".join(line.rstrip() for line in example.splitlines())

    gate = read_gate_text(example.encode(), "gate.yaml")

    assert gate.no_critical_failures
    assert (gate.pass_rate, gate.metrics, gate.slices) == (
        0.9,
        (("tone", 0.7),),
        (("refunds", 0.9),),
    )


def test_an_empty_gate_is_not_written_and_not_read():
    with pytest.raises(InvalidInput, match="asks for nothing"):
        gate_file_text(Gate())
    with pytest.raises(FileProblem):
        read_gate_text(FIRST_LINES.encode(), "gate.yaml")
    with pytest.raises(FileProblem, match=r"gate\.yaml:1: a table of conditions"):
        read_gate_text(b"- pass_rate\n", "gate.yaml")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("min_cases: 3\npass_rate: 90\n", r"gate\.yaml:2: pass_rate: a share between 0 and 1"),
        ("min_cases: 3\n\npassrate: 0.9\n", r"gate\.yaml:3: passrate: a gate has no such"),
        ("metrics:\n  one: 1\n  two: yes\n", r"gate\.yaml:3"),
        ("metrics:\n  one: 1\n  two: much\n", r"gate\.yaml:3: metrics\.two: a number of"),
        ("metrics: 1\n", r"gate\.yaml:1: metrics: a table"),
        ("no_regression: 1\n", r"gate\.yaml:1: no_regression: true or false"),
        ("min_cases: 3\nmin_cases: 4\n", r"gate\.yaml:2"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_line(text, words):
    with pytest.raises(FileProblem, match=words):
        read_gate_text(text.encode(), "gate.yaml")


def test_lines_may_end_as_on_windows():
    assert read_gate_text(b"min_cases: 3\r\nmax_errors: 0\r\n", "gate.yaml").min_cases == 3
