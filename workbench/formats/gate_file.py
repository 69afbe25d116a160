"""The gate file beside a prompt: what must hold before a version of it may be released."""

from __future__ import annotations

from workbench.domain.errors import FileProblem, InvalidInput
from workbench.domain.gates import Gate
from workbench.formats import canonical_yaml, strict_yaml
from workbench.formats.gates import gate_document, read_gate

FIRST_LINES = """\
# What must hold of an evaluation before this prompt may be released.
# `workbench eval --gate` ends with 1 where it does not, and says which line and which cases.
#
#   pass_rate: 0.9              at least this share of the cases passes
#   confidence: 0.95            and that is this sure, not only so in these cases
#   score: 0.8                  at least this mean score
#   metrics:                    at least this mean of a named metric
#     tone: 0.7
#   slices:                     at least this pass rate of the cases with a label
#     refunds: 0.9
#   no_critical_failures: true  no case labelled critical fails, in any sample
#   no_regression: true         not worse than the baseline beyond what chance explains
#   max_drop: 0.02              at most this much below the baseline's pass rate, chance or not
#   latency_p95: 3.5            seconds within which 95 of 100 answers are there
#   cost_per_run_usd: 0.002     mean cost of one answer
#   max_errors: 0               at most so many cells without an answer or a verdict
#   min_cases: 50               at least so many cases

"""


def gate_file_text(gate: Gate) -> str:
    """Raises `InvalidInput` where the gate asks for nothing."""
    if gate == Gate():
        raise InvalidInput("The gate asks for nothing.", hint="Set at least one condition.")
    return FIRST_LINES + canonical_yaml.write(gate_document(gate))


def read_gate_text(data: bytes, file: str) -> Gate:
    """Raises `FileProblem` with the line of what cannot be used."""
    document = strict_yaml.read(data.replace(b"\r\n", b"\n"), file)
    fields = document.value
    if not isinstance(fields, dict) or not fields:
        raise FileProblem("a table of conditions is expected", file=file, line=1)
    for name, value in fields.items():
        try:
            read_gate({name: value}, "")
        except InvalidInput as error:
            line = document.line((name, *_inside(value, error)))
            reason = error.message.removeprefix(".")
            raise FileProblem(reason, file=file, line=line, hint=error.hint) from error
    return read_gate(fields)


def _inside(value: object, error: InvalidInput) -> tuple[str, ...]:
    """The key of a table that the error is about."""
    if not isinstance(value, dict):
        return ()
    place = error.message.partition(": ")[0]
    return tuple(key for key in value if place.endswith(f".{key}"))[:1]
