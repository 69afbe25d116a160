"""Results files: whatever a browser gives back is read, and nothing else."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.review_reviewer import a_pack, answered, pack_digest, said, written
from workbench.domain.errors import FileProblem
from workbench.domain.reviews import Comment
from workbench.formats.reviews.results import read_results

KEY = b"k" * 32
REVIEW = "sha256:" + "1" * 64
PACK = a_pack(REVIEW, "Ada", ["item-1", "item-2"])

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
COUNT = st.integers(0, 2**53 - 1)
ANSWER = st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | WORDS
COMMENT = st.fixed_dictionaries(
    {"output": st.integers(0, 1), "start": COUNT, "end": COUNT, "quote": WORDS, "text": WORDS}
)
JUDGMENT = st.fixed_dictionaries(
    {
        "id": st.uuids().map(str),
        "item": st.text("0123456789abcdef", min_size=1, max_size=12),
        "at": st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1)).map(
            lambda at: at.isoformat(timespec="milliseconds") + "Z"
        ),
        "answers": st.dictionaries(WORDS, ANSWER, max_size=4),
        "comments": st.lists(COMMENT, max_size=3),
        "skipped": WORDS,
        "seconds": COUNT,
    }
)


@st.composite
def documents(draw):
    judgments = draw(st.lists(JUDGMENT, max_size=4))
    reviewer = draw(WORDS.filter(bool))
    return answered(a_pack(REVIEW, reviewer, ["a"]), KEY, judgments)


def read(document):
    return read_results(written(document), "ada.json")


@given(documents())
def test_a_results_file_says_what_the_browser_wrote(document):
    read = read_results(written(document), "ada.json")

    assert (read.review, read.pack, read.reviewer) == (
        document["review"],
        document["pack"],
        document["reviewer"],
    )
    assert read.is_signed_with(KEY)
    for judgment, given_one in zip(read.judgments, document["judgments"], strict=True):
        assert dict(judgment.answers) == given_one["answers"]
        assert [type(answer) for _, answer in judgment.answers] == [
            type(answer) for answer in given_one["answers"].values()
        ]
        assert list(judgment.comments) == [Comment(**each) for each in given_one["comments"]]
        assert judgment.at == datetime.fromisoformat(given_one["at"]).astimezone(UTC)
        assert (judgment.id, judgment.item, judgment.skipped, judgment.seconds) == (
            given_one["id"],
            given_one["item"],
            given_one["skipped"],
            given_one["seconds"],
        )


DOCUMENT = answered(
    PACK,
    KEY,
    [
        said(
            "item-1",
            {"tone": 4, "true": True, "why": "warm"},
            comments=[{"output": 0, "start": 2, "end": 5, "quote": "abc", "text": "nice"}],
        ),
        said("item-2", skipped="not my field"),
    ],
)
DATA = written(DOCUMENT)


@given(st.integers(0, len(DATA) * 8 - 1))
def test_any_single_bit_that_changes_is_noticed(bit):
    changed = bytearray(DATA)
    changed[bit // 8] ^= 1 << bit % 8

    try:
        read = read_results(bytes(changed), "ada.json")
    except FileProblem:
        return
    # Only blanks between the values may differ
    same = json.loads(changed.decode()) == DOCUMENT
    assert same == read.is_signed_with(KEY)


def places(value, path=()):
    if path:
        yield path
    if isinstance(value, dict | list):
        steps = value if isinstance(value, dict) else range(len(value))
        for step in steps:
            yield from places(value[step], (*path, step))


each_place = pytest.mark.parametrize("path", list(places(DOCUMENT)), ids=str)


def around(document, path):
    for step in path[:-1]:
        document = document[step]
    return document


def holds(document):
    """Whether it is read, and signed; a file that is refused says so with its name."""
    try:
        read = read_results(json.dumps(document).encode(), "ada.json")
    except FileProblem as problem:
        return not problem.message.startswith("ada.json")
    return read.is_signed_with(KEY)


@each_place
def test_any_single_field_that_changes_is_noticed(path):
    for value in ("other", 1, 2**60, True, False, None, 1.5, [], {}, "\ud800"):
        changed = copy.deepcopy(DOCUMENT)
        before = around(changed, path)[path[-1]]
        around(changed, path)[path[-1]] = value

        assert holds(changed) == (before == value and type(before) is type(value))


@each_place
def test_any_field_that_is_missing_is_noticed(path):
    changed = copy.deepcopy(DOCUMENT)
    del around(changed, path)[path[-1]]

    assert not holds(changed)


def test_another_key_has_not_signed_it():
    assert not read(DOCUMENT).is_signed_with(b"x" * 32)
    assert not read(DOCUMENT).is_signed_with(b"")


def test_the_pack_is_named_by_its_digest():
    assert read(DOCUMENT).pack == pack_digest(PACK)


def changed(**fields):
    return json.dumps({**DOCUMENT, **fields}).encode()


def judged(**fields):
    judgments = [{**DOCUMENT["judgments"][0], **fields}, DOCUMENT["judgments"][1]]
    return json.dumps({**DOCUMENT, "judgments": judgments}).encode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"hello", "holds no results of a review"),
        (b"\xff\xfe{\x00}\x00", "is not UTF-8 but UTF-16"),
        (DATA + b"\xff", "is not UTF-8"),
        (b"<!DOCTYPE html><html>", "is a web page, not the results"),
        (DATA[: len(DATA) // 2], "stops before its end"),
        (b"{" + b" " * (17 * 2**20), "is larger than 16 MB"),
        (b'{"a":' * 500 + b"1" + b"}" * 500, "is not the results of a review"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b"{}", "is not the results of a review"),
        (b'{"spec": "review-results/2"}', "is review-results/2, and this release reads"),
        (b'{"spec": "review-pack/1"}', "is not the results of a review"),
        (DATA.replace(b'"seconds": 12', b'"seconds": NaN', 1), "NaN"),
        (DATA.replace(b'"seconds": 12', b'"seconds": 12.0', 1), "seconds: Expected int, got float"),
        (
            DATA.replace(b'"seconds": 12', b'"seconds": 12, "seconds": 12', 1),
            "has the key 'seconds' twice",
        ),
        (DATA.replace(b"warm", rb"\ud83d"), "judgments[0].answers.why: holds half of a character"),
        (DATA.replace(b"warm", b"wa\nrm"), "control character"),
        (judged(seconds=-1), "judgments[0].seconds"),
        (judged(id="1"), "judgments[0].id: is not written as it has to be"),
        (judged(at="yesterday"), "judgments[0].at: 'yesterday' is no time with its zone"),
        (judged(at="2026-11-21T12:00:00"), "judgments[0].at"),
        (judged(item=""), "judgments[0].item"),
        (judged(answers={"tone": [4]}), "judgments[0].answers"),
        (judged(answers={"tone": 2**53}), "judgments[0].answers.tone: holds"),
        (
            DATA.replace(b'"seconds": 12', b'"seconds": 1e400', 1),
            "judgments[0].seconds: Expected int",
        ),
        (judged(comments=[{"output": 2, "text": "x"}]), "judgments[0].comments[0].output"),
        (judged(comments=[{"text": "x", "colour": "red"}]), "judgments[0].comments[0]"),
        (changed(reviewer=""), "reviewer"),
        (changed(pack="sha256:1"), "pack: is not written as it has to be"),
        (changed(made_at=12), "made_at: Expected str, got int"),
        (changed(extra=1), "extra"),
        (changed(signature="none"), "signature"),
    ],
)
def test_what_is_no_results_file_is_refused_with_its_place(data, words):
    with pytest.raises(FileProblem) as refused:
        read_results(data, "ada.json")

    assert words in refused.value.message
    assert refused.value.message.startswith("ada.json")


def test_a_mistake_is_told_with_its_line():
    with pytest.raises(FileProblem) as refused:
        read_results(DATA.replace(b'"seconds": 12', b'"seconds": "x"', 1), "ada.json")

    line = DATA[: DATA.index(b'"seconds"')].count(b"\n") + 1
    assert refused.value.message.startswith(f"ada.json:{line}: judgments[0].seconds: ")


def quoted(data, mark):
    return b"\n".join(mark + line for line in data.split(b"\n"))


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + DATA,
        DATA.replace(b"\n", b"\r\n"),
        b"\n\n  " + DATA + b"\n \n",
        b"```json\n" + DATA + b"\n```\n",
        quoted(DATA, b"> "),
        quoted(DATA, b">> "),
        quoted(DATA, b">\xc2\xa0"),
        DATA.replace(b"\n ", "\n\u00a0".encode()),
        b"Hello Ada,\n\nhere they are:\n\n" + DATA + b"\n\n-- \nBo\n",
        b"On Monday Ada wrote:\n> ```\n" + quoted(DATA, b"> ") + b"\n> ```\n",
    ],
)
def test_what_was_pasted_is_found_among_what_stands_around_it(data):
    assert read_results(data, "pasted").canonical == read(DOCUMENT).canonical


def test_a_mistake_in_what_was_pasted_is_told_with_the_line_it_stands_on():
    broken = DATA.replace(b'"seconds": 12', b'"seconds": "x"', 1)

    with pytest.raises(FileProblem) as plain:
        read_results(broken, "ada.json")
    with pytest.raises(FileProblem) as around:
        read_results(b"Hello,\n\n" + quoted(broken, b"> "), "ada.json")

    assert around.value.line == plain.value.line + 2


def test_a_key_that_stands_twice_is_told_with_its_line_where_it_can_be():
    twice = b'{\n"a": 1,\n"a": 2\n}'
    for data, line in ((twice, 3), (twice + b" x", 3), (b'{"b": {"a": 1, "a": 2}, ', None)):
        with pytest.raises(FileProblem, match="has the key 'a' twice") as refused:
            read_results(data, "ada.json")
        assert refused.value.line == line


def test_in_a_very_long_text_a_mistake_is_told_by_its_field():
    long = copy.deepcopy(DOCUMENT)
    long["judgments"][0]["answers"]["why"] = "long " * 300_000
    long["judgments"][1]["seconds"] = "x"

    with pytest.raises(FileProblem) as refused:
        read(long)

    assert refused.value.message.startswith("ada.json: judgments[1].seconds: ")


def test_two_documents_are_not_taken_for_one():
    with pytest.raises(FileProblem, match="holds a second document"):
        read_results(DATA + b"\n" + DATA, "ada.json")
