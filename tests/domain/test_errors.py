from __future__ import annotations

from workbench.domain import errors


def every_error():
    return [
        error
        for error in vars(errors).values()
        if isinstance(error, type) and issubclass(error, errors.WorkbenchError)
    ]


def test_the_tree_in_the_docstring_names_every_error():
    assert {error.__name__ for error in every_error()} <= set(errors.__doc__.split())


def test_every_error_has_a_title_a_person_can_read():
    for error in every_error():
        assert error.title[0].isupper()
        assert not error.title.endswith((".", "!"))


def test_a_hint_given_stands_before_that_of_the_class():
    assert errors.WorkspaceBusy("busy").hint.startswith("Use that window")
    assert errors.WorkspaceBusy("busy", hint="Wait.").hint == "Wait."
    assert errors.WorkspaceBusy("busy", hint="").hint == ""


def test_missing_values_are_named_in_order():
    assert errors.MissingValues({"b", "a"}).message == "No value for a, b."
