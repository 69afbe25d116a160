from __future__ import annotations

from workbench.domain.reviews import ReviewKind, ReviewPlan
from workbench.domain.rubrics import OWN_IDS, QuestionKind
from workbench.services.rubric_templates import rubric_templates


def test_there_are_three_rubrics_to_start_from_in_plain_words():
    templates = rubric_templates()

    assert [each.rubric.name for each in templates] == [
        "Legal or medical safety",
        "Pick the better one",
        "Quality of a support answer",
    ]
    assert all(each.about and each.instructions for each in templates)


def test_each_can_be_asked_as_it_is():
    for template in rubric_templates():
        questions = ReviewPlan("x", template.kind, template.rubric).questions
        ids = [each.id for each in template.rubric.questions]

        assert len(set(ids)) == len(ids)
        assert OWN_IDS.isdisjoint(ids)
        assert all(each.text for each in questions)
        assert all(len(e.choices) > 1 for e in questions if e.kind is QuestionKind.CHOICE)


def test_the_one_about_the_better_of_two_is_for_preferences():
    kinds = {each.rubric.name: each.kind for each in rubric_templates()}

    assert kinds["Pick the better one"] is ReviewKind.PREFER
