"""The settings as a TOML file in the person's configuration folder.

Only what differs from the defaults is written. What this release does not know stays as it
is: a later release may have put it there.
"""

from __future__ import annotations

import os
import tempfile
import tomllib
from collections.abc import Callable
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import tomli_w

from workbench.domain.errors import FileProblem
from workbench.domain.models import Endpoint
from workbench.domain.settings import Limits, Settings, Timeouts
from workbench.services import folders
from workbench.services.settings import problems_of

T = TypeVar("T", Settings, Timeouts, Limits, Endpoint)
Document = dict[str, Any]
PARTS: dict[str, type[Any]] = {"timeouts": Timeouts, "limits": Limits}
REPAIR = "Correct the file, or move it away to start from the defaults."


def default_settings_path() -> Path:
    return folders.configuration() / "settings.toml"


class TomlSettings:
    """Implements `ports.SettingsStore`."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or default_settings_path()

    def load(self) -> Settings:
        """The defaults where there is no file yet."""
        settings = self._settings(self._document())
        for key, problem in problems_of(settings):
            raise self._wrong(key, problem)
        return settings

    def save(self, settings: Settings) -> None:
        """Raises `FileProblem` rather than replace a file that cannot be read."""
        document = _updated(self._document(), settings)
        try:
            _write_atomically(self.path, tomli_w.dumps(document, multiline_strings=False))
        except OSError as error:
            reason = error.strerror or str(error)
            raise FileProblem(f"{self.path}: cannot be written: {reason}") from error

    def _document(self) -> Document:
        try:
            text = self.path.read_text(encoding="utf-8-sig")
            return tomllib.loads(text, parse_float=Decimal)
        except FileNotFoundError:
            return {}
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise FileProblem(f"{self.path}: not TOML: {error}", hint=REPAIR) from error
        except OSError as error:
            reason = error.strerror or str(error)
            raise FileProblem(f"{self.path}: cannot be read: {reason}") from error

    def _settings(self, document: Document) -> Settings:
        settings = self._filled(Settings(), document, "")
        for name, part in PARTS.items():
            section = document.get(name, {})
            if not isinstance(section, dict):
                raise self._wrong(name, "it is not a table")
            settings = replace(settings, **{name: self._filled(part(), section, f"{name}.")})
        endpoints = document.get("endpoints", [])
        if not isinstance(endpoints, list):
            raise self._wrong("endpoints", "it is not a list of tables")
        read = tuple(self._endpoint(entry, index) for index, entry in enumerate(endpoints))
        return replace(settings, endpoints=read)

    def _filled(self, defaults: T, section: Document, place: str) -> T:
        values = {}
        for field in fields(defaults):
            if field.name in section and field.name not in (*PARTS, "endpoints"):
                default = getattr(defaults, field.name)
                values[field.name] = self._typed(section[field.name], default, place + field.name)
        return replace(defaults, **values)

    def _endpoint(self, entry: Any, index: int) -> Endpoint:
        place = f"endpoints[{index}]."
        if not isinstance(entry, dict):
            raise self._wrong(place.rstrip("."), "it is not a table")
        endpoint = self._filled(Endpoint("", ""), entry, place)
        return replace(endpoint, base_url=endpoint.base_url.rstrip("/"))

    def _typed(self, value: Any, default: Any, key: str) -> Any:
        kind, words, read = next(row for row in TYPES if isinstance(default, row[0]))
        result = read(value)
        if result is None:
            raise self._wrong(key, f"it is not {words}")
        return result if kind is not float else float(result)

    def _wrong(self, key: str, problem: str) -> FileProblem:
        return FileProblem(f"{self.path}: {key}: {problem}.", hint=REPAIR)


def _number(value: Any) -> Any:
    return value if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def _texts(value: Any) -> tuple[str, ...] | None:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    return None


def _of(kind: type) -> Callable[[Any], Any]:
    return lambda value: value if type(value) is kind else None


TYPES: tuple[tuple[type, str, Callable[[Any], Any]], ...] = (
    (bool, "true or false", _of(bool)),
    (int, "a whole number", _of(int)),
    (float, "a number", _number),
    (Decimal, "a number", lambda value: None if (n := _number(value)) is None else Decimal(n)),
    (str, "a text", _of(str)),
    (tuple, "a list of texts", _texts),
)


def _updated(document: Document, settings: Settings) -> Document:
    """The document with every known setting in it that is not at its default."""
    changed = _put(document, settings, Settings())
    for name in PARTS:
        part = _put(document.get(name, {}), getattr(settings, name), getattr(Settings(), name))
        changed = {
            **{k: v for k, v in changed.items() if k != name},
            **({name: part} if part else {}),
        }
    known = {e.get("name"): e for e in document.get("endpoints", []) if isinstance(e, dict)}
    entries = [
        {**_put(known.get(endpoint.name, {}), endpoint, Endpoint("", ""))}
        for endpoint in settings.endpoints
    ]
    changed.pop("endpoints", None)
    return {**changed, **({"endpoints": entries} if entries else {})}


def _put(section: Document, values: Any, defaults: Any) -> Document:
    changed = dict(section)
    for field in fields(values):
        value = getattr(values, field.name)
        if field.name in PARTS or field.name == "endpoints":
            continue
        if value == getattr(defaults, field.name):
            changed.pop(field.name, None)
        else:
            changed[field.name] = list(value) if isinstance(value, tuple) else value
    return changed


def _write_atomically(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(number, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
