"""Whose outputs people judged: a version on a model, by a name that tells it from the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from workbench.domain.errors import NotFound
from workbench.domain.evaluations import Evaluation
from workbench.domain.reviews import ReviewItem
from workbench.domain.runs import Run

Contenders = Mapping[tuple[str, int], str]
"""By the key of the item and the index of the output."""


@dataclass(frozen=True, slots=True)
class _Contender:
    prompt_id: str
    version: int | None
    digest: str
    """Of a draft; versions have their number."""
    model: str
    label: str = ""
    twin: int = 0
    """Above 0 for further columns of one evaluation that are the same but for parameters."""


def contenders(
    items: Sequence[ReviewItem],
    run_of: Callable[[str], Run],
    evaluation_of: Callable[[str], Evaluation],
    path_of: Callable[[str], str],
) -> Contenders:
    """An answer that came from the cache is its column's, whoever asked for it first."""
    named = dict.fromkeys(item.evaluation_id for item in items if item.evaluation_id)
    known = {id_: of for id_ in named if (of := _evaluation(id_, evaluation_of))}
    columns = {id_: _columns(evaluation) for id_, evaluation in known.items()}
    found = {
        (item.key, index): _contender(item, index, known, columns, run_of)
        for item in items
        for index in range(len(item.run_ids))
    }
    names = _names(tuple(dict.fromkeys(found.values())), path_of)
    return {place: names[contender] for place, contender in found.items()}


def _contender(
    item: ReviewItem,
    index: int,
    known: Mapping[str, Evaluation],
    columns: Mapping[str, Sequence[_Contender]],
    run_of: Callable[[str], Run],
) -> _Contender:
    evaluation = known.get(item.evaluation_id)
    if evaluation and index < len(item.cells):
        return columns[evaluation.id][evaluation.place(item.cells[index]).column]
    job = run_of(item.run_ids[index]).job
    digest = job.digest if job.version is None else ""
    return _Contender(job.prompt_id, job.version, digest, job.model)


def _evaluation(
    evaluation_id: str, evaluation_of: Callable[[str], Evaluation]
) -> Evaluation | None:
    """None where it was removed."""
    try:
        return evaluation_of(evaluation_id)
    except NotFound:
        return None


def _columns(evaluation: Evaluation) -> list[_Contender]:
    seen: Counter[_Contender] = Counter()
    found = []
    for column in evaluation.columns:
        digest = column.digest if column.version is None else ""
        one = _Contender(column.prompt_id, column.version, digest, column.model, column.label)
        twin = seen[one]
        seen[one] += 1
        found.append(_Contender(one.prompt_id, one.version, digest, one.model, one.label, twin))
    return found


def _names(known: Sequence[_Contender], path_of: Callable[[str], str]) -> dict[_Contender, str]:
    """With the prompt where there are several, with the state of the draft where there are."""
    several = len({each.prompt_id for each in known}) > 1
    drafts = len({each.digest for each in known} - {""}) > 1
    names: dict[_Contender, str] = {}
    for each in known:
        version = "draft" if each.version is None else f"v{each.version}"
        if drafts and each.digest:
            version += f" {each.digest.removeprefix('sha256:')[:4]}"
        path = f"{_path(each.prompt_id, path_of)} " if several else ""
        name = each.label or f"{path}{version} · {each.model}"
        alike = sum(other == name or other.startswith(f"{name} (") for other in names.values())
        names[each] = f"{name} ({alike + 1})" if alike else name
    return names


def _path(prompt_id: str, path_of: Callable[[str], str]) -> str:
    try:
        return path_of(prompt_id)
    except NotFound:
        return "a removed prompt"
