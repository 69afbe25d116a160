from __future__ import annotations

import pytest

from workbench.domain.errors import FileProblem
from workbench.formats.promptfoo.documents import read_yaml
from workbench.formats.promptfoo.references import resolved


def test_a_reference_is_what_it_names_with_what_stands_beside_it():
    text = "templates:\n  short: {type: word-count, value: 3}\nassert:\n"
    text += "  - $ref: '#/templates/short'\n    metric: length\n"

    (assertion,) = resolved(read_yaml(text, "x"))["assert"]

    assert assertion == {"type": "word-count", "value": 3, "metric": "length"}
    assert assertion.at("value").line == 2


@pytest.mark.parametrize(
    "text",
    ["schema: {a: {$ref: '#/$defs/b'}, c: {$ref: '#'}}\n", "tools: [{a: {$ref: '#/b/c'}}]\n"],
)
def test_a_schema_speaks_of_itself(text):
    document = read_yaml(text, "x")

    assert resolved(document) == document


@pytest.mark.parametrize(
    "text",
    [
        "a:\n  $ref: '#/b'\nb:\n  $ref: '#/a'\n",
        "a: 1\nb: {$ref: '#/nothing'}\n",
        "a: 1\nb: {$ref: 'file:///etc/passwd'}\n",
        "a: 1\nb: {$ref: 'https://example.org/x.json'}\n",
    ],
)
def test_one_that_leads_nowhere_is_refused_with_its_line(text):
    with pytest.raises(FileProblem) as caught:
        resolved(read_yaml(text, "x"))

    assert caught.value.line


def test_references_that_multiply_are_refused():
    lines = ["a0: [x, x, x, x, x, x, x, x, x, x]"]
    for number in range(1, 9):
        one = f"{{$ref: '#/a{number - 1}'}}"
        lines.append(f"a{number}: [{', '.join([one] * 10)}]")

    with pytest.raises(FileProblem, match="without end"):
        resolved(read_yaml("\n".join(lines), "x"))
