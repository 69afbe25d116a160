from __future__ import annotations

import pytest

from workbench.checks.kinds import ValueShape
from workbench.checks.table import KINDS
from workbench.domain.checks import Check
from workbench.domain.errors import InvalidInput
from workbench.formats.checks import read_check
from workbench.gui.evaluate.checks.values import (
    Form,
    config_of,
    form_of,
    schema_problem,
    shape_of,
    text_of,
    value_of,
)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_what_is_shown_of_an_example_reads_as_the_same_value(kind):
    check = read_check(kind.example)
    form = form_of(check)
    if form is Form.NONE:
        assert check.value is None
        return
    read = value_of(text_of(check, form), form, shape_of(check))
    if form is Form.LINES and isinstance(check.value, str):
        assert read == tuple(each.strip() for each in check.value.split(","))
    else:
        assert read == check.value


def test_a_list_is_written_one_a_line():
    check = Check("contains-any", value=("red", "green, or blue"))
    assert text_of(check, form_of(check)) == "red\ngreen, or blue"
    assert value_of("red\n\n blue ", Form.LINES, ValueShape.LIST) == ("red", "blue")


def test_a_text_with_commas_is_taken_apart_as_the_check_does_it():
    check = Check("contains-any", value='red, "green, or blue"')
    assert text_of(check, form_of(check)) == "red\ngreen, or blue"


def test_what_no_line_can_hold_is_json():
    assert form_of(Check("equals", value=5)) is Form.JSON
    assert form_of(Check("contains-any", value=("two\nlines",))) is Form.JSON


def test_broken_json_names_its_line():
    with pytest.raises(InvalidInput) as wrong:
        value_of('{\n "type": }', Form.JSON, ValueShape.SCHEMA)
    assert "line 2" in wrong.value.message


def test_a_schema_that_is_none_names_its_line():
    assert "line 2" in schema_problem('{\n "type": "objct"}')
    assert schema_problem("") == schema_problem("{{ schema }}") == ""


def test_settings_are_an_object():
    assert dict(config_of('{"n": 2}')) == {"n": 2}
    assert not config_of(" ").items
    with pytest.raises(InvalidInput):
        config_of("[1]")
