"""The library as a tree: folders of prompts, labels to filter by, the archive. No Qt here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from workbench.domain.history import PromptSummary
from workbench.domain.prompts import Label


class Kind(Enum):
    ROOT = auto()
    FOLDER = auto()
    PROMPT = auto()
    LABELS = auto()
    FACET = auto()
    LABEL = auto()
    ARCHIVE = auto()


@dataclass(slots=True, eq=False)
class Node:
    kind: Kind
    name: str = ""
    path: str = ""
    summary: PromptSummary | None = None
    label: Label | None = None
    count: int = 0
    parent: Node | None = None
    row: int = 0
    children: list[Node] = field(default_factory=list)

    def add(self, child: Node) -> Node:
        child.parent, child.row = self, len(self.children)
        self.children.append(child)
        return child


@dataclass(frozen=True, slots=True)
class Filter:
    """Words that must all occur; of each facet chosen, one of its labels."""

    text: str = ""
    labels: frozenset[Label] = frozenset()

    @property
    def active(self) -> bool:
        return bool(self.text.strip() or self.labels)


class Library:
    """Everything there is, ready to be filtered for each keystroke."""

    def __init__(
        self, summaries: Sequence[PromptSummary] = (), archived: Sequence[PromptSummary] = ()
    ) -> None:
        self._live = [(_searched(each), each) for each in summaries]
        self._archived = [(_searched(each), each) for each in archived]
        self._labels = sorted(
            {label for each in summaries for label in each.prompt.labels},
            key=lambda label: (label.facet, label.value),
        )

    def __len__(self) -> int:
        return len(self._live)

    def found(self, wanted: Filter) -> list[PromptSummary]:
        return _found(self._live, wanted)

    def tree(self, wanted: Filter) -> Node:
        root = Node(Kind.ROOT)
        found = self.found(wanted)
        _add_by_folder(root, found)
        if self._labels:
            self._add_labels(root, found, wanted)
        archived = _found(self._archived, wanted)
        if archived:
            _add_by_folder(root.add(Node(Kind.ARCHIVE, count=len(archived))), archived)
        return root

    def _add_labels(self, root: Node, found: list[PromptSummary], wanted: Filter) -> None:
        counts: dict[Label, int] = {}
        for each in found:
            for label in each.prompt.labels:
                counts[label] = counts.get(label, 0) + 1
        top = root.add(Node(Kind.LABELS))
        facets: dict[str, Node] = {}
        for label in self._labels:
            count = counts.get(label, 0)
            if not count and label not in wanted.labels:
                continue
            if label.facet not in facets:
                facets[label.facet] = top.add(Node(Kind.FACET, label.facet))
            facets[label.facet].add(Node(Kind.LABEL, label.value, label=label, count=count))


def _searched(summary: PromptSummary) -> str:
    prompt = summary.prompt
    labels = " ".join(str(label) for label in prompt.labels)
    return f"{prompt.path} {prompt.title} {prompt.description} {labels}".casefold()


def _found(searched: Iterable[tuple[str, PromptSummary]], wanted: Filter) -> list[PromptSummary]:
    words = wanted.text.casefold().split()
    facets: dict[str, set[Label]] = {}
    for label in wanted.labels:
        facets.setdefault(label.facet, set()).add(label)
    return [
        summary
        for text, summary in searched
        if all(word in text for word in words)
        and all(chosen & set(summary.prompt.labels) for chosen in facets.values())
    ]


def _add_by_folder(top: Node, summaries: Iterable[PromptSummary]) -> None:
    folders: dict[str, Node] = {"": top}
    for summary in sorted(summaries, key=lambda each: each.prompt.path):
        prompt = summary.prompt
        folder = _folder(folders, prompt.folder)
        folder.add(Node(Kind.PROMPT, prompt.name, prompt.path, summary))
    _folders_first(top)


def _folder(folders: dict[str, Node], path: str) -> Node:
    if path not in folders:
        above, _, name = path.rpartition("/")
        folders[path] = _folder(folders, above).add(Node(Kind.FOLDER, name, path))
    return folders[path]


def _folders_first(node: Node) -> None:
    node.children.sort(key=lambda child: (child.kind is not Kind.FOLDER, child.name))
    for row, child in enumerate(node.children):
        child.row = row
        if child.kind is Kind.FOLDER:
            _folders_first(child)
