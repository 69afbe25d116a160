"""Whether registry, workspace, what runs, copies in code and the world around still agree."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from workbench.domain.drift import DriftArea, DriftFinding, DriftProgress, DriftReport, DriftWork
from workbench.domain.errors import (
    Cancelled,
    FileProblem,
    InvalidInput,
    RegistryError,
    WorkbenchError,
)
from workbench.domain.not_looked_at import NotLookedAt
from workbench.domain.registered import RegistrySnapshot
from workbench.domain.sentinels import AnsweredSince, SentinelVerdict
from workbench.formats.deployed import LARGEST_BUNDLE, Deployed, read_bundle, read_log
from workbench.formats.drift_report import drift_document, drift_markdown
from workbench.formats.notebooks import source_parts
from workbench.services.drift_asked import AskedScan
from workbench.services.drift_code import CodeScan, is_own_file
from workbench.services.drift_sentinels import answered_drift, sentinel_drift, unanswered
from workbench.services.drift_standing import (
    content_drift,
    deployed_drift,
    missing_drift,
    workspace_drift,
    world_drift,
)
from workbench.services.prompts import PromptService
from workbench.services.releases import ReleaseService

GRACE = timedelta(hours=1)
MOST_SKIPPED = 1_000


class DriftSources(Protocol):
    """What is compared. Calls raise `RegistryError` where it cannot be looked at."""

    def snapshot(self, folder: Path) -> RegistrySnapshot: ...

    def source_files(self, folder: Path) -> Iterator[tuple[str, bytes] | NotLookedAt]:
        """Each file that may hold prompts by its path in the folder, or why it was not read."""
        ...


ApprovedVersions = Iterable[tuple[str, int, str, str]]
"""Prompt, number in the workspace, digest and environment; the oldest approval first."""


@dataclass(frozen=True, slots=True)
class DriftRequest:
    """What to look at beside the registry itself; `environment` empty for every one."""

    registry: Path
    environment: str = ""
    approved: Callable[[], ApprovedVersions] | None = None
    bundle: Path | None = None
    running: Path | None = None
    source: Path | None = None
    grace: timedelta = GRACE
    sentinels: tuple[SentinelVerdict, ...] = ()
    """Of runs that were made for it."""
    answered: Callable[[RegistrySnapshot, str], Iterable[AnsweredSince]] | None = None
    """As what providers answered a workspace; asked for the snapshot and the environment."""


class DriftService:
    def __init__(self, sources: DriftSources, now: Callable[[], datetime]) -> None:
        self._sources, self._now = sources, now

    def report(self, request: DriftRequest, work: DriftWork | None = None) -> DriftReport:
        """Raises `WorkbenchError` where the registry cannot be looked at, `Cancelled` where the
        work was ended; what else cannot be looked at is named in the report."""
        work = work or DriftWork()
        work.go_on()
        work.tell(DriftProgress(DriftArea.CONTENT))
        snapshot = self._sources.snapshot(request.registry)
        _check(request, snapshot)
        return _Looking(self._sources, snapshot, request, self._now(), work).report()

    def save(self, report: DriftReport, path: Path) -> None:
        """As JSON where the name ends so, else as Markdown. Raises `FileProblem`."""
        if path.suffix.lower() == ".json":
            text = json.dumps(drift_document(report), indent=2) + "\n"
        else:
            text = drift_markdown(report)
        try:
            path.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
        except OSError as error:
            raise FileProblem(error.strerror or "cannot be written", file=str(path)) from error


def approved_versions(prompts: PromptService, releases: ReleaseService) -> ApprovedVersions:
    """What a workspace approved, as drift compares it."""
    for summary in prompts.library():
        for approval in releases.approvals(summary.prompt.id):
            yield (summary.prompt.path, approval.version, approval.digest, approval.environment)


def _check(request: DriftRequest, snapshot: RegistrySnapshot) -> None:
    if request.environment and request.environment not in snapshot.environments:
        known = ", ".join(snapshot.environments)
        raise InvalidInput(
            f"The registry has no environment {request.environment!r}.", hint=f"It has: {known}."
        )
    if request.running and not request.environment:
        raise InvalidInput("A log does not say where it is from.", hint="Say --env, too.")


class _Looking:
    """One look at everything that was asked for."""

    def __init__(
        self, sources: DriftSources, snapshot: RegistrySnapshot, request: DriftRequest,
        now: datetime, work: DriftWork,
    ) -> None:  # fmt: skip
        self._sources, self._snapshot, self._request = sources, snapshot, request
        self._now, self._work = now, work
        self._findings: list[DriftFinding] = []
        self._looked: list[tuple[DriftArea, int]] = []
        self._skipped: list[NotLookedAt] = []
        self._failed: list[NotLookedAt] = []

    def report(self) -> DriftReport:
        snapshot, request = self._snapshot, self._request
        self._looked.append((DriftArea.CONTENT, len(snapshot.versions)))
        self._findings += content_drift(snapshot)
        if request.approved:
            self._try("the workspace", self._workspace)
        if request.bundle:
            self._try(str(request.bundle), self._bundle)
        if request.running:
            self._try(str(request.running), self._running)
        if request.source:
            self._try(str(request.source), self._code)
        self._looked.append((DriftArea.WORLD, len(list(snapshot.pins_of(request.environment)))))
        self._findings += world_drift(snapshot, request.environment, self._now)
        self._findings += sentinel_drift(request.sentinels)
        self._failed += unanswered(request.sentinels)
        return DriftReport(
            snapshot.name, snapshot.commit, tuple(self._looked), tuple(self._findings),
            tuple(self._skipped), tuple(self._failed), request.sentinels,
        )  # fmt: skip

    def _tell(self, area: DriftArea, count: int = 0) -> None:
        self._work.go_on()
        self._work.tell(DriftProgress(area, count))

    def _try(self, what: str, look: Callable[[], None]) -> None:
        try:
            look()
        except Cancelled:
            raise
        except (WorkbenchError, OSError) as error:
            reason = error.message if isinstance(error, WorkbenchError) else error.strerror
            self._failed.append(NotLookedAt(what, reason or str(error)))

    def _workspace(self) -> None:
        self._tell(DriftArea.WORKSPACE)
        approved = list(self._request.approved() if self._request.approved else ())
        self._looked.append((DriftArea.WORKSPACE, len(approved)))
        environment = self._request.environment
        self._findings += workspace_drift(self._snapshot, approved, environment)
        if self._request.answered:
            answered = self._request.answered(self._snapshot, environment)
            self._findings += answered_drift(answered, self._request.sentinels)

    def _bundle(self) -> None:
        self._tell(DriftArea.DEPLOYED)
        path = self._request.bundle or Path()
        with path.open("rb") as file:
            data = file.read(LARGEST_BUNDLE + 1)
        if len(data) > LARGEST_BUNDLE:
            raise FileProblem("is too large for a bundle", file=str(path))
        environment, deployed = read_bundle(data, str(path))
        asked = self._request.environment
        if asked and asked != environment:
            raise RegistryError(f"It is a bundle for {environment}, not for {asked}.")
        self._deployed(deployed, environment, path)
        self._findings += missing_drift(self._snapshot, deployed, environment, str(path))

    def _running(self) -> None:
        self._tell(DriftArea.DEPLOYED)
        path = self._request.running or Path()
        with path.open("rb") as file:
            self._deployed(list(read_log(file)), self._request.environment, path)

    def _deployed(self, deployed: list[Deployed], environment: str, path: Path) -> None:
        self._looked.append((DriftArea.DEPLOYED, len(deployed)))
        self._findings += deployed_drift(
            self._snapshot, deployed, environment, str(path),
            now=self._now, grace=self._request.grace,
        )  # fmt: skip

    def _code(self) -> None:
        folder = self._request.source or Path()
        scan = CodeScan(self._snapshot, self._request.environment)
        asked = AskedScan(self._snapshot, self._request.environment)
        for count, each in enumerate(self._sources.source_files(folder)):
            self._tell(DriftArea.CODE, count)
            if isinstance(each, NotLookedAt):
                self._skip(each)
                continue
            file, data = each
            if is_own_file(data):
                self._skip(NotLookedAt(file, "a file of a registry"))
                continue
            self._parts_of(file, data, scan, asked)
        self._looked.append((DriftArea.CODE, scan.looked_at))

    def _parts_of(self, file: str, data: bytes, scan: CodeScan, asked: AskedScan) -> None:
        """A cell of a notebook that cannot be read keeps no other from being read."""
        try:
            for part in source_parts(file, data):
                try:
                    self._findings += scan.copies(file, part)
                    self._findings += asked.findings(file, part)
                except FileProblem as problem:
                    place = f"{file}[{part.cell}]" if part.cell else file
                    self._skip(NotLookedAt(place, problem.reason))
        except FileProblem as problem:
            self._skip(NotLookedAt(file, problem.reason))

    def _skip(self, left_out: NotLookedAt) -> None:
        if len(self._skipped) < MOST_SKIPPED:
            self._skipped.append(left_out)
