"""What runs where, read from pins, cards and what decided each pin: quick for many prompts."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from workbench.domain.environments import (
    ComponentUse,
    Difference,
    Overview,
    PinnedText,
    PinnedVersion,
    PromptPins,
    Share,
)
from workbench.domain.errors import FileProblem, NotFound
from workbench.domain.prompts import PromptKind
from workbench.formats import registry_files, registry_statements, strict_json, version_file
from workbench.formats.registry_files import Card, PinFile, Withdrawal
from workbench.formats.strict_yaml import LARGEST_FILE
from workbench.registry import layout
from workbench.registry.collecting import uncollected
from workbench.registry.contents import Contents, read_contents
from workbench.registry.pin_conflicts import conflicts_in
from workbench.registry.remembered import GitNames, Known, Remembered, RowKey, git_names
from workbench.registry.repository import Repository
from workbench.registry.tree import RegistryTree, read_tree
from workbench.registry.writing import no_registry

PARTS = re.compile(rb"^  (text_digest|interface_digest|digest): (sha256:[0-9a-f]{64})$", re.M)


def read_overview(repository: Repository, remembered: Remembered) -> Overview:
    """Damaged files are for `verify` to name: what can be read of a pin is shown."""
    with uncollected():
        names = git_names(repository)
        before = remembered.of(repository.folder)
        contents = _checked(pins_of(repository.folder, names, before), repository.folder)
        environments = tuple(contents.registry.environments) if contents.registry else ()
        pins: dict[str, list[str]] = {each: [] for each in sorted(_released(repository.folder))}
        for path, pin in sorted(contents.pins.items()):
            pins.setdefault(pin.prompt, []).append(path)
        looked = _Look(repository.folder, environments, contents.pins, names, before)
        rows = tuple(looked.row(prompt, pins[prompt]) for prompt in sorted(pins))
        if names is not None and looked.read:
            known = {path: (name, contents.pins.get(path)) for path, name in names.pins.items()}
            remembered.keep(Known(repository.folder, known, looked.rows), repository)
        return Overview(environments, rows, conflicts_in(repository))


def pins_of(folder: Path, names: GitNames | None, known: Known) -> Contents:
    """As `read_pins`; what is known by its name in git is not read, and not among the documents."""
    if names is None:
        return read_pins(folder)
    held = {path: known.pins[path][1] for path, name in names.pins.items()
            if path in known.pins and known.pins[path][0] == name}  # fmt: skip
    wanted = (layout.REGISTRY, *(path for path in names.pins if path not in held))
    read = ((path, _bytes(folder, path)) for path in wanted)
    contents = read_contents(RegistryTree({path: data for path, data in read if data is not None}))
    contents.pins |= {path: pin for path, pin in held.items() if pin is not None}
    return contents


def read_pinned_texts(folder: Path, prompt: str) -> list[PinnedText]:
    """Raises `NotFound` where no environment uses the prompt."""
    contents = _pins(folder)
    found = []
    for environment in contents.registry.environments if contents.registry else ():
        pin = contents.pins.get(layout.pin_path(environment, prompt))
        if pin is not None:
            text = version_file.write_head(_version(folder, pin).content)
            found.append(PinnedText(environment, pin.version, text))
    if not found:
        raise NotFound(f"No environment uses a prompt {prompt}.")
    return found


def read_component_uses(folder: Path, component: str) -> list[ComponentUse]:
    """Raises `NotFound` where the registry does not hold the component."""
    place = layout.folder_of(PromptKind.COMPONENT, component)
    known = read_contents(RegistryTree(_files(folder, f"{place}/versions")))
    of = known.folder(PromptKind.COMPONENT, component)
    newest = of.newest() if of else None
    if of is None or newest is None:
        raise NotFound(f"The registry holds no component {component}.")
    uses = []
    for _path, pin in sorted(_pins(folder).pins.items()):
        digest = _included(folder, pin, component)
        if digest and digest != newest.record.digest:
            version = of.with_digest(digest)
            number = version.record.version if version else None
            use = ComponentUse(
                pin.environment, pin.prompt, pin.version, number, newest.record.version
            )
            uses.append(use)
    return uses


def read_environments(folder: Path) -> tuple[str, ...]:
    data = _bytes(folder, layout.REGISTRY)
    if data is None:
        raise no_registry(folder)
    return tuple(registry_files.read_registry(data, layout.REGISTRY).environments)


def read_all_pins(repository: Repository, remembered: Remembered) -> Contents:
    """As `read_pins`, without those that were read for an overview in this process."""
    known = remembered.of(repository.folder)
    with uncollected():
        names = git_names(repository, folders=False) if known.pins else None
        return pins_of(repository.folder, names, known)


def read_pins(folder: Path) -> Contents:
    """registry.yaml, if it is there, and every pin: nothing else of the registry is read."""
    files = _files(folder, "pins")
    if (registry := _bytes(folder, layout.REGISTRY)) is not None:
        files[layout.REGISTRY] = registry
    return read_contents(RegistryTree(files))


def _released(folder: Path, prompt: str = "") -> Iterator[str]:
    """Prompts that have a card, pinned or not: by the folders alone."""
    place = f"{folder}/{layout.FOLDERS[PromptKind.PROMPT]}/{prompt}"
    try:
        with os.scandir(place) as found:
            entries = list(found)
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        if prompt and entry.name == layout.CARD:
            yield prompt
        elif entry.name not in layout.IMMUTABLE and entry.is_dir(follow_symlinks=False):
            yield from _released(folder, f"{prompt}/{entry.name}".lstrip("/"))


def _pins(folder: Path) -> Contents:
    return _checked(read_pins(folder), folder)


def _checked(contents: Contents, folder: Path) -> Contents:
    if layout.REGISTRY not in contents.tree.files:
        raise no_registry(folder)
    return contents


class _Look:
    """At the rows of one registry. `read`: whether any was read anew."""

    def __init__(
        self,
        folder: Path,
        environments: tuple[str, ...],
        pins: Mapping[str, PinFile],
        names: GitNames | None,
        before: Known,
    ) -> None:
        self._folder, self._environments, self._pins = folder, environments, pins
        self._names, self._before = names, before
        self.rows: dict[str, tuple[RowKey, PromptPins]] = {}
        self.read = False

    def row(self, prompt: str, paths: list[str]) -> PromptPins:
        key = self._key(prompt, paths)
        known = self._before.rows.get(prompt)
        if key is not None and known is not None and known[0] == key:
            row = known[1]
        else:
            self.read = True
            pins = [self._pins[path] for path in paths]
            row = _row(_Shelf(self._folder), self._environments, prompt, pins)
        if key is not None:
            self.rows[prompt] = key, row
        return row

    def _key(self, prompt: str, paths: list[str]) -> RowKey | None:
        names = self._names
        place = layout.folder_of(PromptKind.PROMPT, prompt)
        if names is None or place not in names.folders:
            return None
        pins = tuple((path, names.pins[path]) for path in paths)
        return names.folders[place], pins, self._environments


class _Shelf:
    """The folder of one prompt's files: its pins ask for the same lists and versions."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: dict[str, list[str]] = {}
        self._versions: dict[str, bytes] = {}

    def names(self, part: str) -> list[str]:
        if part not in self._names:
            try:
                self._names[part] = sorted(os.listdir(f"{self._folder}/{part}"))
            except (FileNotFoundError, NotADirectoryError):
                self._names[part] = []
        return self._names[part]

    def data(self, path: str) -> bytes | None:
        return _bytes(self._folder, path)

    def version(self, path: str) -> bytes:
        if path not in self._versions:
            self._versions[path] = self.data(path) or b""
        return self._versions[path]


def _row(
    shelf: _Shelf, environments: tuple[str, ...], prompt: str, pins: list[PinFile]
) -> PromptPins:
    card = _card(shelf, prompt)
    place = {name: number for number, name in enumerate(environments)}
    known = [pin for pin in pins if pin.environment in place]
    known.sort(key=lambda pin: place[pin.environment])
    return PromptPins(
        prompt=prompt,
        status=card.status if card else "active",
        replaced_by=card.replaced_by if card else "",
        pins=tuple(_pinned(shelf, pin) for pin in known),
        differences=tuple(_differences(shelf, known)),
    )


def _pinned(shelf: _Shelf, pin: PinFile) -> PinnedVersion:
    place = layout.folder_of(PromptKind.PROMPT, pin.prompt)
    event = _event(shelf, place, pin)
    named = event.data if event else {}
    return PinnedVersion(
        environment=pin.environment,
        version=pin.version,
        digest=pin.digest,
        interface=pin.interface,
        actor=event.actor if event else "",
        at=event.at if event else "",
        reason=str(named.get("reason", "")),
        approvers=tuple(_approvers(shelf, place, pin)) if named.get("approvals") else (),
        evidence=tuple(_evidence(shelf, place, named.get("evidence", []))),
        canary=tuple(_shares(shelf, place, pin)),
        withdrawn=_withdrawn(shelf, place, pin.digest),
    )


def _event(shelf: _Shelf, place: str, pin: PinFile) -> registry_statements.Event | None:
    end = f"-{layout.short(pin.event)}.json"
    for name in shelf.names(f"{place}/log"):
        if name.endswith(end):
            path = f"{place}/log/{name}"
            try:
                return registry_statements.shown_event(shelf.data(path) or b"", path)
            except FileProblem:
                return None
    return None


def _approvers(shelf: _Shelf, place: str, pin: PinFile) -> Iterator[str]:
    start = f"{layout.short(pin.digest)}.{pin.environment}."
    for name in shelf.names(f"{place}/approvals"):
        if name.startswith(start) and name.endswith(".json"):
            path = f"{place}/approvals/{name}"
            try:
                yield registry_statements.read_approval(shelf.data(path) or b"", path).approver
            except FileProblem:
                continue


def _evidence(shelf: _Shelf, place: str, digests: object) -> Iterator[str]:
    """By name: a file of evidence carries the start of its own digest."""
    known = [str(digest) for digest in digests] if isinstance(digests, list) else []
    starts = {layout.short(digest)[:8] for digest in known}
    if starts:
        for name in shelf.names(f"{place}/evidence"):
            _version, _, rest = name.removesuffix(".json").partition(".")
            title, _, own = rest.rpartition(".")
            if own in starts:
                yield title


def _shares(shelf: _Shelf, place: str, pin: PinFile) -> Iterator[Share]:
    for part, digest in zip(pin.rollout, pin.canaries, strict=True):
        weight = part.get("weight")
        end = f"-{layout.short(digest)}.yaml"
        names = [name for name in shelf.names(f"{place}/versions") if name.endswith(end)]
        number = int(names[0].partition("-")[0]) if names and names[0][:4].isdecimal() else 0
        yield Share(number, digest, weight if isinstance(weight, int) else 0)


def _withdrawn(shelf: _Shelf, place: str, digest: str) -> str:
    """By the newest statement about it, unless that takes the withdrawal back."""
    known = [
        name
        for name in shelf.names(f"{place}/withdrawn")
        if name.endswith(".json") and layout.statement_of(name)[0] == layout.short(digest)
    ]
    if not known:
        return ""
    path = f"{place}/withdrawn/{max(known, key=layout.statement_of)}"
    try:
        document = strict_json.read(shelf.data(path) or b"", path)
        found: Withdrawal = version_file.converted(document, Withdrawal, path)
    except FileProblem:
        return ""
    return "" if found.severity == "none" else found.severity


def _card(shelf: _Shelf, prompt: str) -> Card | None:
    path = f"{layout.folder_of(PromptKind.PROMPT, prompt)}/{layout.CARD}"
    try:
        data = shelf.data(path)
        return registry_files.read_card(data, path)[0] if data is not None else None
    except FileProblem:
        return None


def _differences(shelf: _Shelf, pins: list[PinFile]) -> Iterator[Difference]:
    for one, other in pairwise(pins):
        words = ""
        if one.digest != other.digest:
            words = ", ".join(_what_differs(shelf, one, other))
        yield Difference(one.environment, other.environment, words)


def _what_differs(shelf: _Shelf, one: PinFile, other: PinFile) -> Iterator[str]:
    """By the records' digests: the versions themselves are not read for this."""
    before, after = _parts(shelf, one), _parts(shelf, other)
    yield f"v{one.version} and v{other.version}"
    if one.interface != other.interface:
        yield f"interface {one.interface} and {other.interface}"
    if before.get("text_digest") != after.get("text_digest"):
        yield "texts"
    if before.get("interface_digest") != after.get("interface_digest"):
        yield "inputs or output"
    elif before.get("text_digest") == after.get("text_digest"):
        yield "same texts: model, components or tools"


def _parts(shelf: _Shelf, pin: PinFile) -> dict[str, str]:
    data = shelf.version(_version_path(pin))
    return {name.decode(): digest.decode() for name, digest in PARTS.findall(data)}


def _included(folder: Path, pin: PinFile, component: str) -> str:
    """The digest in which a pinned version includes the component."""
    data = _bytes(folder, _version_path(pin))
    if data is None or component.encode() not in data:
        return ""
    return dict(version_file.read(data, _version_path(pin)).content.components).get(component, "")


def _version(folder: Path, pin: PinFile) -> version_file.VersionFile:
    path = _version_path(pin)
    data = _bytes(folder, path)
    if data is None:
        raise FileProblem("is missing", file=path)
    return version_file.read(data, path)


def _version_path(pin: PinFile) -> str:
    place = layout.folder_of(PromptKind.PROMPT, pin.prompt)
    return layout.version_path(place, pin.version, pin.digest)


def _files(folder: Path, part: str) -> dict[str, bytes]:
    if not (folder / part).is_dir():
        return {}
    return {f"{part}/{path}": data for path, data in read_tree(folder / part).files.items()}


def _bytes(folder: Path, path: str) -> bytes | None:
    """Nothing where there is no file, or what stands there is a link."""
    place = f"{folder}/{path}"
    try:
        if not stat.S_ISREG(os.lstat(place).st_mode):
            return None
        with open(place, "rb") as file:
            return file.read(LARGEST_FILE + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
