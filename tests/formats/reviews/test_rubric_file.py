from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.errors import FileProblem
from workbench.domain.rubrics import Question, QuestionKind, Rubric
from workbench.formats.reviews.rubric_file import question_id, read_rubric

WHOLE = b"""\
# What support answers are held to
name: Support answers
questions:
  - id: tone
    text: How is the tone?
    help: Read it aloud.
    least: 1
    most: 7
    least_means: rude
    most_means: warm
  - text: Is it true?
    kind: yes or no
  - text: What is it about?
    kind: choice
    choices: [refund, delivery]
  - text: Anything else?
    kind: text
    required: false
"""


def read(data):
    return read_rubric(data, "rubric.yaml", "rubric")


def test_a_rubric_is_read_as_people_write_it():
    assert read(WHOLE) == Rubric(
        name="Support answers",
        questions=(
            Question(
                "tone",
                "How is the tone?",
                help="Read it aloud.",
                most=7,
                least_means="rude",
                most_means="warm",
            ),
            Question("is-it-true", "Is it true?", QuestionKind.YES_NO),
            Question(
                "what-is-it-about",
                "What is it about?",
                QuestionKind.CHOICE,
                choices=("refund", "delivery"),
            ),
            Question("anything-else", "Anything else?", QuestionKind.TEXT, required=False),
        ),
    )


def test_the_files_name_stands_in_for_one_that_is_not_given():
    assert read(b"questions: [{text: Good?}]").name == "rubric"


def test_json_is_taken_too():
    document = {"name": "Short", "questions": [{"text": "Good?", "kind": "yes or no"}]}

    assert read(json.dumps(document, indent=2).encode()).questions == (
        Question("good", "Good?", QuestionKind.YES_NO),
    )


def test_questions_without_latin_letters_get_ids_that_differ():
    texts = "良いですか？", "正しいですか？"
    lines = "".join(f"  - text: {text}\n" for text in texts)

    made = read(f"questions:\n{lines}".encode())

    assert [question.id for question in made.questions] == ["question", "question-2"]


@given(st.text(), st.lists(st.text("abq-2"), max_size=5))
def test_an_id_that_is_made_can_be_used_and_is_new(text, taken):
    made = question_id(text, [*taken, question_id(text)])

    assert made not in {*taken, question_id(text)}
    assert read(f"questions: [{{text: x, id: {json.dumps(made)}}}]".encode())


def one(*lines):
    return ("questions:\n  - text: Good?\n" + "".join(f"    {line}\n" for line in lines)).encode()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "rubric.yaml:1: a rubric with its questions is expected"),
        (b"- x", "rubric.yaml:1: a rubric with its questions is expected"),
        (b"name: x", "questions: at least one question is expected"),
        (b"questions: []", "questions: at least one question is expected"),
        (b"questions: [1]", "rubric.yaml:1: questions[0]: a question with its text is expected"),
        (b"name: 3\nquestions: [{text: x}]", "rubric.yaml:1: name: text is expected"),
        (b"name: ' '\nquestions: [{text: x}]", "name: the rubric needs a name"),
        (b"owner: me\nquestions: [{text: x}]", "rubric.yaml:1: owner: is none of name, questions"),
        (b"questions: [{id: x}]", "questions[0].text: the question needs a text"),
        (b"a: 1\na: 2", "rubric.yaml:2: has the key 'a' twice"),
        (b"\xff", "not UTF-8"),
        (b"{" * 5000, "rubric.yaml"),
        (one("colour: red"), "rubric.yaml:3: questions[0].colour: is none of id, text"),
        (one("kind: stars"), "rubric.yaml:3: questions[0].kind: 'stars' is none of scale, yes"),
        (one("kind: preference"), "questions[0].kind: 'preference' is none of"),
        (one("kind: [scale]"), "questions[0].kind: text is expected"),
        (one("most: many"), "rubric.yaml:3: questions[0].most: a whole number is expected"),
        (one("most: true"), "questions[0].most: a whole number is expected"),
        (one("most: 1"), "questions[0].most: a scale has from 2 to 101 steps"),
        (one("least: 5"), "questions[0].least: a scale has from 2 to 101 steps"),
        (one("most: 1000"), "a scale has from 2 to 101 steps"),
        (one("required: maybe"), "questions[0].required: true or false is expected"),
        (one("choices: [a, b]"), "questions[0].choices: goes with the kind choice"),
        (one("kind: choice", "most: 3"), "questions[0].most: goes with the kind scale"),
        (one("kind: choice"), "questions[0].choices: at least two choices are needed"),
        (one("kind: choice", "choices: [a]"), "at least two choices are needed"),
        (one("kind: choice", "choices: a"), "questions[0].choices: a list is expected"),
        (
            one("kind: choice", "choices: [a, 2]"),
            "rubric.yaml:4: questions[0].choices[1]: a choice",
        ),
        (one("kind: choice", "choices: [a, a]"), "choices[1]: this choice stands twice"),
        (one("id: a b"), "rubric.yaml:3: questions[0].id: an id is made of letters, digits"),
        (one("id: label"), "the id label is the id of a question that every such review has"),
        (one("id: x", "") + b"  - {text: y, id: x}", "rubric.yaml:5: questions[1].id: the id x"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_line_and_field(data, told):
    with pytest.raises(FileProblem) as refused:
        read(data)

    assert told in refused.value.message


def test_a_file_that_is_far_too_large_is_not_looked_through():
    with pytest.raises(FileProblem, match="is larger than 1 MB"):
        read(b" " * (2**20 + 1))
