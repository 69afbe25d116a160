"""What an event of the log says beside who and when, by its type. Fields that are not known are
taken: a later reader may know them."""

from __future__ import annotations

from typing import Annotated, Any, Generic, Literal, TypeVar

import msgspec

from workbench.formats.strict_yaml import StrictDocument
from workbench.formats.version_file import converted

Digest = Annotated[str, msgspec.Meta(pattern=r"^sha256:[0-9a-f]{64}\Z")]
Text = Annotated[str, msgspec.Meta(min_length=1)]
Number = Annotated[int, msgspec.Meta(ge=1)]
Weight = Annotated[int, msgspec.Meta(ge=1, le=100)]
Told = TypeVar("Told")


class _Data(msgspec.Struct, Generic[Told], frozen=True):
    data: Told


class _Any(msgspec.Struct, frozen=True, kw_only=True):
    reason: str = ""


class _Published(_Any, frozen=True, kw_only=True):
    digest: Digest
    version: Number


class _Renumbered(_Published, frozen=True, kw_only=True, rename={"before": "from"}):
    before: Number
    interface: Number = 1


class _Approved(_Any, frozen=True, kw_only=True):
    digest: Digest
    environment: Text
    approvals: list[Digest]


class _Portion(msgspec.Struct, frozen=True):
    digest: Digest
    weight: Weight


class _Unpinned(_Any, frozen=True, kw_only=True, rename={"before": "from"}):
    environment: Text
    to: Digest = ""
    before: Digest = ""
    previous: Digest = ""
    rollout: list[_Portion] = []
    ended: list[_Portion] = []
    approvals: list[Digest] = []
    evidence: list[Digest] = []


class _Pinned(_Unpinned, frozen=True, kw_only=True):
    to: Digest


class _Stated(_Any, frozen=True, kw_only=True):
    digest: Digest
    version: Number = 1
    severity: Literal["advisory", "block", "none"] = "none"
    statement: Digest = ""
    number: Number = 1


class _Deprecated(_Any, frozen=True, kw_only=True):
    replaced_by: str = ""


class _Archived(_Any, frozen=True, kw_only=True):
    unpinned: list[Text] = []


SHAPES: dict[str, Any] = {
    "publish": _Data[_Published],
    "import": _Data[_Published],
    "renumber": _Data[_Renumbered],
    "approve-recorded": _Data[_Approved],
    "promote": _Data[_Pinned],
    "rollback": _Data[_Unpinned],
    "withdraw": _Data[_Stated],
    "reinstate": _Data[_Stated],
    "deprecate": _Data[_Deprecated],
    "archive": _Data[_Archived],
}
OTHERS = _Data[_Any]


def check_data(kind: str, data: dict[str, Any], file: str) -> None:
    """Raises `FileProblem` for what the rules could not rest on."""
    converted(StrictDocument({"data": data}), SHAPES.get(kind, OTHERS), file)
