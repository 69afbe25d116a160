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


def test_every_error_has_a_title_a_person_can_read_unless_its_messages_say_it_all():
    untitled = {error for error in every_error() if not error.title}

    assert untitled == {errors.RegistryError, errors.RegistryDirty, errors.RemoteFailed}
    for error in set(every_error()) - untitled:
        assert error.title[0].isupper()
        assert not error.title.endswith((".", "!"))


def test_a_hint_given_stands_before_that_of_the_class():
    assert errors.WorkspaceBusy("busy").hint.startswith("Use that window")
    assert errors.WorkspaceBusy("busy", hint="Wait.").hint == "Wait."
    assert errors.WorkspaceBusy("busy", hint="").hint == ""


def test_missing_values_are_named_in_order():
    assert errors.MissingValues({"b", "a"}).message == "No value for a, b."


def test_what_says_by_itself_what_cannot_be_done_is_said_once():
    untitled = errors.RegistryError("The registry has no remote.")
    titled = errors.NotFound("There is no case 7.")

    assert untitled.told == "The registry has no remote."
    assert titled.told == "Not found: There is no case 7."
