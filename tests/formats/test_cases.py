from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_case, a_dataset
from workbench.domain.checks import Check
from workbench.domain.datasets import Case, Split
from workbench.domain.errors import InvalidInput
from workbench.domain.json_values import freeze
from workbench.formats.cases import (
    case_document,
    case_key,
    dataset_digest,
    dataset_document,
    read_case,
    read_dataset,
)
from workbench.formats.checks import check_document, read_check, read_checks

VALUES = st.lists(
    st.tuples(st.text(), st.one_of(st.text(), st.integers(), st.booleans(), st.none())),
    unique_by=lambda pair: pair[0],
)


@given(VALUES, st.text(), st.booleans(), st.sampled_from(Split))
def test_a_case_survives_its_document(values, text, flag, split):
    case = Case(
        "1", text, tuple(values), text, ("a",), text, flag, split, "0", flag, (Check("is-json"),)
    )

    assert read_case(case_document(case)) == case


def test_a_dataset_survives_its_document():
    dataset = a_dataset(checks=(Check("contains", value="x"),), threshold=0.5, transform="t")

    assert read_dataset(dataset_document(dataset)) == dataset


def test_the_digest_names_the_cases_that_count_and_nothing_beside_them():
    cases = a_dataset().cases
    digest = dataset_digest(cases)
    noted = (replace(cases[0], id="other", notes="x"), cases[1], a_case("off", enabled=False))

    assert dataset_digest(noted) == digest
    assert dataset_digest(cases[::-1]) != digest
    assert dataset_digest((replace(cases[0], expected="y"), cases[1])) != digest
    assert dataset_digest((replace(cases[0], checks=(Check("is-json"),)), cases[1])) != digest


def test_cases_with_the_same_values_have_one_key_in_whatever_order_they_stand():
    one = Case(values=(("a", 1), ("b", "\ud83d")))
    two = Case("id", "name", (("b", "\ud83d"), ("a", 1)), "expected")

    assert case_key(one) == case_key(two)
    assert case_key(one) != case_key(Case(values=(("a", 1),)))


def test_a_check_is_written_as_promptfoo_writes_it():
    check = Check(
        "contains-any", True, freeze(["a", "b"]), 0.5, 2.0, "tone", "output.trim()", "openai/gpt"
    )

    assert check_document(check) == {
        "type": "not-contains-any",
        "value": ["a", "b"],
        "threshold": 0.5,
        "weight": 2.0,
        "metric": "tone",
        "transform": "output.trim()",
        "provider": "openai/gpt",
    }
    assert read_check(check_document(check)) == check


def test_members_that_only_a_kind_knows_are_its_config():
    check = read_check({"type": "llm-rubric", "value": "kind", "rubricPrompt": "Judge: {{output}}"})

    assert check.config == freeze({"rubricPrompt": "Judge: {{output}}"})
    assert read_check(check_document(check)) == check


def test_a_set_holds_checks():
    check = read_check({"type": "assert-set", "threshold": 0.5, "assert": [{"type": "is-json"}]})

    assert check.checks == (Check("is-json"),)
    assert read_check(check_document(check)) == check


@pytest.mark.parametrize(
    ("document", "place"),
    [
        ([{"value": "x"}], "checks[0]"),
        (["contains"], "checks[0]"),
        ([{"type": "is-json"}, {"type": "contains", "threshold": "high"}], "checks[1].threshold"),
        ([{"type": "contains", "weight": -1}], "checks[0].weight"),
        ("contains", "checks"),
    ],
)
def test_a_check_that_cannot_be_one_is_refused_with_its_place(document, place):
    with pytest.raises(InvalidInput) as raised:
        read_checks(document)

    assert raised.value.message.startswith(place)
