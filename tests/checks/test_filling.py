from __future__ import annotations

import pytest

from workbench.checks.filling import filled, needs_rendering, templates_of, with_rendered
from workbench.checks.output import Output
from workbench.checks.scoring import scorer_of
from workbench.domain.checks import SET, Check, Verdict
from workbench.domain.errors import InvalidInput

CASE = Output(
    "Oslo",
    {
        "city": "Oslo",
        "user": {"name": "Ann", "tags": ["new", "kind"]},
        "cities": ["Oslo", "Rome, Italy"],
        "age": 7.0,
        "member": True,
        "trick": "{{ city }}",
    },
    expected="Oslo",
)


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{ city }}", "Oslo"),
        ("{{city}}!", "Oslo!"),
        ("{{ expected }}", "Oslo"),
        ("{{ user.name }} of {{ city }}", "Ann of Oslo"),
        ("{{ user.tags[1] }}", "kind"),
        ("{{ user.tags.0 }}", "new"),
        ("{{ age }}", "7"),
        ("{{ member }}", "true"),
        ("{{ cities }}", "Oslo,Rome, Italy"),
        ("{{ user }}", '{"name":"Ann","tags":["new","kind"]}'),
        ("{{ trick }}", "{{ city }}"),
        ("{ city }", "{ city }"),
    ],
)
def test_a_plain_template_is_filled_in_from_the_case(template, text):
    check = Check("contains", value=template)

    assert not needs_rendering(check)
    assert filled(check, CASE).value == text


def test_a_value_of_the_case_that_looks_like_a_template_is_text():
    score = scorer_of(Check("equals", value="{{ trick }}"))(CASE._replace(text="{{ city }}"))

    assert score.passed


@pytest.mark.parametrize("name", ["town", "user.age", "cities[9]", "city.name"])
def test_a_missing_value_is_an_error_that_names_it(name):
    score = scorer_of(Check("contains", value=f"{{{{ {name} }}}}"))(CASE)

    assert score.verdict is Verdict.ERROR
    assert name.split("[")[0] in score.reason


def test_a_case_without_an_expected_answer_cannot_be_held_against_it():
    score = scorer_of(Check("equals", value="{{ expected }}"))(Output("x"))

    assert score.verdict is Verdict.ERROR
    assert score.reason == "The case has no expected answer."


def test_a_value_that_makes_the_check_unusable_is_an_error_of_that_output_only():
    scorer = scorer_of(Check("regex", value="^{{ part }}$"))

    broken = scorer(Output("x", {"part": "("}))
    sound = scorer(Output("x", {"part": "x"}))

    assert (broken.verdict, sound.verdict) == (Verdict.ERROR, Verdict.PASSED)


def test_metrics_lists_and_checks_of_sets_are_filled_in_too():
    inner = Check("contains-any", value=("{{ city }}", "Rome"), metric="in {{ city }}")

    score = scorer_of(Check(SET, checks=(inner,)))(CASE)

    assert score.passed
    assert score.parts[0].metric == "in Oslo"


@pytest.mark.parametrize(
    "template", ["{{ city | upper }}", "{% if city %}x{% endif %}", "{{ a + b }}", "{# note #}"]
)
def test_whatever_says_more_than_names_is_for_the_render_worker(template):
    check = Check("contains", value=template)

    assert needs_rendering(check)
    with pytest.raises(InvalidInput, match="rendered first"):
        scorer_of(check)


def test_rendered_templates_take_the_place_of_all_that_stood_there():
    check = Check(SET, checks=(Check("contains-all", value=("{{ city | upper }}", "plain")),))

    done = with_rendered(check, dict.fromkeys(templates_of(check), "{{ OSLO }}"))

    assert done.checks[0].value == ("{{ OSLO }}", "plain")
    assert scorer_of(done, rendered=True)(Output("plain {{ OSLO }}")).passed


def test_many_different_values_do_not_fill_the_memory():
    scorer = scorer_of(Check("equals", value="{{ number }}"))

    assert all(scorer(Output(str(n), {"number": n})).passed for n in range(2000))
