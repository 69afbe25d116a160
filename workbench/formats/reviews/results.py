"""The results that a review pack gives back, read strictly: see docs/review-files.md."""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

import msgspec
import rfc8785

from workbench.domain.errors import FileProblem
from workbench.domain.reviews import LONGEST_NAME, Comment
from workbench.domain.rubrics import Answer
from workbench.formats import typed
from workbench.formats.json_places import Steps, path_words
from workbench.formats.reviews.pasted import AGAIN, Pasted, decoded, pasted_json, places_of

SPEC = "review-results/1"
LARGEST = 16 * 1024 * 1024
STEP = re.compile(r"\.([A-Za-z_]+)|\[(\d+)\]")

_Digest = Annotated[str, msgspec.Meta(pattern=r"\Asha256:[0-9a-f]{64}\Z")]
_Count = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]
_Name = Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_NAME)]
_HEX = "[0-9a-f]"
_Uuid = Annotated[
    str, msgspec.Meta(pattern=rf"\A{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}\Z")
]


@dataclass(frozen=True, slots=True)
class GivenJudgment:
    """As it was given in the browser: outputs in the order in which they were shown."""

    id: str
    item: str
    at: datetime
    answers: tuple[tuple[str, Answer], ...]
    comments: tuple[Comment, ...]
    skipped: str
    seconds: int


@dataclass(frozen=True, slots=True)
class ResultsFile:
    review: str
    """Digest of the review."""
    pack: str
    """Digest of the pack."""
    reviewer: str
    made_at: datetime
    judgments: tuple[GivenJudgment, ...]
    signature: str
    canonical: bytes
    """What was signed."""

    def is_signed_with(self, key: bytes) -> bool:
        made = "hmac-sha256:" + hmac.new(key, self.canonical, "sha256").hexdigest()
        return hmac.compare_digest(made, self.signature)


class _Comment(msgspec.Struct, forbid_unknown_fields=True):
    text: str
    output: Annotated[int, msgspec.Meta(ge=0, le=1)] = 0
    start: _Count = 0
    end: _Count = 0
    quote: str = ""


class _Judgment(msgspec.Struct, forbid_unknown_fields=True):
    id: _Uuid
    item: _Name
    at: str
    answers: Annotated[dict[str, bool | int | str], msgspec.Meta(max_length=1_000)]
    comments: Annotated[list[_Comment], msgspec.Meta(max_length=1_000)] = []
    skipped: str = ""
    seconds: _Count = 0


class _Results(msgspec.Struct, forbid_unknown_fields=True):
    spec: Literal["review-results/1"]
    review: _Digest
    pack: _Digest
    reviewer: _Name
    made_at: str
    judgments: Annotated[list[_Judgment], msgspec.Meta(max_length=100_000)]
    signature: Annotated[str, msgspec.Meta(pattern=r"\Ahmac-sha256:[0-9a-f]{64}\Z")]


def read_results(data: bytes, file: str) -> ResultsFile:
    """Raises `FileProblem` naming the line and the field. Whether it is signed is not looked at."""
    return _Reader(pasted_json(decoded(data, file, LARGEST), file), file).results()


class _Reader:
    def __init__(self, pasted: Pasted, file: str) -> None:
        self._pasted, self._file = pasted, file

    def results(self) -> ResultsFile:
        value = self._pasted.value
        self._check_spec(value)
        try:
            read = typed.convert(value, _Results)
        except msgspec.ValidationError as error:
            message, _, path = str(error).partition(" - at ")
            raise self._problem(_in_words(message), _steps(path)) from error
        except UnicodeEncodeError as error:
            raise self._unsignable(value) from error
        return ResultsFile(
            read.review,
            read.pack,
            read.reviewer,
            self._time(read.made_at, ("made_at",)),
            tuple(self._judgment(each, index) for index, each in enumerate(read.judgments)),
            read.signature,
            self._canonical(value),
        )

    def _check_spec(self, value: Any) -> None:
        spec = value.get("spec") if isinstance(value, dict) else None
        if spec == SPEC:
            return
        if isinstance(spec, str) and spec.startswith("review-results/"):
            hint = "Take them in with the release that wrote the pack, or a later one."
            raise self._problem(f"is {spec}, and this release reads {SPEC}", ("spec",), hint=hint)
        raise self._problem("is not the results of a review", (), hint=AGAIN)

    def _judgment(self, read: _Judgment, index: int) -> GivenJudgment:
        place: Steps = ("judgments", index)
        comments = tuple(
            Comment(each.text, each.output, each.start, each.end, each.quote)
            for each in read.comments
        )
        at = self._time(read.at, (*place, "at"))
        answers = tuple(read.answers.items())
        return GivenJudgment(read.id, read.item, at, answers, comments, read.skipped, read.seconds)

    def _time(self, text: str, place: Steps) -> datetime:
        try:
            at = datetime.fromisoformat(text)
            if at.tzinfo is None:
                raise ValueError("it has no time zone")
            return at.astimezone(UTC)
        except (ValueError, OverflowError) as error:
            raise self._problem(f"{text[:40]!r} is no time with its zone", place) from error

    def _canonical(self, value: dict[str, Any]) -> bytes:
        unsigned = {key: member for key, member in value.items() if key != "signature"}
        try:
            return rfc8785.dumps(unsigned)
        except (rfc8785.CanonicalizationError, UnicodeEncodeError) as error:
            raise self._unsignable(value) from error

    def _unsignable(self, value: dict[str, Any]) -> FileProblem:
        place = next(_unsignable(value, ()), ())
        return self._problem("holds half of a character, or a number that is too large", place)

    def _problem(self, message: str, place: Steps, hint: str = "") -> FileProblem:
        places = places_of(self._pasted.text)
        around = (place[:n] for n in range(len(place), -1, -1))
        line = next((self._line(places[each].start) for each in around if each in places), None)
        field = path_words(place).removeprefix("$").lstrip(".")
        return FileProblem(message, file=self._file, line=line, field=field, hint=hint)

    def _line(self, offset: int) -> int:
        return self._pasted.first_line + self._pasted.text.count("\n", 0, offset)


def _steps(path: str) -> Steps:
    """Of msgspec's `$.judgments[0].answers[...]`, as far as it says."""
    return tuple(name or int(index) for name, index in STEP.findall(path))


def _in_words(message: str) -> str:
    """msgspec's message without its marks and its regular expressions."""
    if "matching regex" in message:
        return "is not written as it has to be"
    return message.replace("`", "").replace("Object", "it")


def _unsignable(value: Any, place: Steps) -> Any:
    """Places of what has no canonical form."""
    if isinstance(value, dict):
        for key, member in value.items():
            if not _encodes(key):
                yield place
            yield from _unsignable(member, (*place, key))
    elif isinstance(value, list):
        for index, member in enumerate(value):
            yield from _unsignable(member, (*place, index))
    elif isinstance(value, str):
        if not _encodes(value):
            yield place
    elif isinstance(value, int | float) and not abs(value) < 2**53:
        yield place


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
