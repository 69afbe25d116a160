"""Finds entries of both logs, page by page, and tells what the chosen one rests on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.domain.audit import AuditNames, AuditPage, AuditQuery, AuditSource, LoggedEntry
from workbench.domain.errors import FileProblem, NotFound, RegistryError, WorkbenchError
from workbench.gui.kit.safe_text import safe
from workbench.gui.release.around import Around
from workbench.gui.release.audit import page as pages
from workbench.gui.release.audit.model import place_of
from workbench.gui.release.evidence_pages import EvidencePages, open_in_browser
from workbench.gui.release.seams import About
from workbench.services.events import Acted, VersionApproved, VersionCommitted

AT_ONCE, SOON_MS = 300, 150
TOLD = (Acted, VersionApproved, VersionCommitted)


@dataclass(frozen=True, slots=True)
class Found:
    """The first entries that fit, what there is to choose from, and why the registry's are not
    among them."""

    page: AuditPage
    names: AuditNames
    problem: str = ""


class AuditPresenter(QObject):
    read = Signal()
    """The first entries that fit are shown."""

    def __init__(self, page: pages.AuditPage, around: Around) -> None:
        super().__init__(page)
        self._page, self._around = page, around
        self._query, self._folder = AuditQuery(), around.registry.folder
        self._turn = 0
        """What was asked for before the newest question is not shown any more."""
        self._pages = EvidencePages(open_in_browser)
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self.load)
        page.begun.connect(self._begin)
        page.bar.changed.connect(self.load)
        page.model.more_wanted.connect(self._load_more)
        page.table.entry_changed.connect(self._show_entry)
        page.detail.read_wanted.connect(self._read_evidence)
        page.detail.prompt_wanted.connect(page.prompt_wanted)
        around.registry.changed.connect(self._soon.start)
        around.relay.published.connect(self._on_event)

    @property
    def query(self) -> AuditQuery:
        """What is shown answers this."""
        return self._query

    @property
    def folder(self) -> Path | None:
        """Of the registry whose events are shown."""
        return self._folder

    def load(self) -> None:
        self._turn += 1
        query, folder = self._page.bar.query, self._around.registry.folder
        work = partial(self._find, query, folder)
        self._around.reading.run(self, work, partial(self._show, self._turn, query, folder))

    def _find(self, query: AuditQuery, folder: Path | None) -> Found:
        audit = self._around.services.audit
        try:
            found = audit.search(query, folder, limit=AT_ONCE)
            return Found(found, audit.names(folder))
        except (RegistryError, FileProblem, NotFound) as error:
            return Found(audit.search(query, limit=AT_ONCE), audit.names(), error.message)

    def _show(self, turn: int, query: AuditQuery, folder: Path | None, found: Found) -> None:
        if turn != self._turn:
            return
        page = self._page
        before = page.table.current
        self._query, self._folder = query, None if found.problem else folder
        page.bar.show_names(found.names)
        page.model.show(found.page.entries, found.page.more)
        page.show_found(bool(found.page.entries))
        if found.problem:
            page.verdict.show_problem(
                self.tr("The events of the registry cannot be shown: {0}").format(found.problem)
            )
        row = page.model.row_of(place_of(before)) if before else -1
        if found.page.entries:
            page.table.choose(max(row, 0))
        self.read.emit()

    def _load_more(self) -> None:
        last, turn = self._page.model.last, self._turn
        work = partial(
            self._around.services.audit.search,
            self._query,
            self._folder,
            after=last,
            limit=AT_ONCE,
        )
        self._around.reading.run(self, work, partial(self._add, turn))

    def _add(self, turn: int, found: AuditPage) -> None:
        if turn == self._turn:
            self._page.model.add(found.entries, found.more)

    def _begin(self, about: About) -> None:
        if about.prompt:
            self._page.bar.clear()
            self._page.bar.prompt.setText(about.prompt)
        self.load()

    def _on_event(self, event: object) -> None:
        if isinstance(event, TOLD) and self._page.isVisible():
            self._soon.start()

    def _show_entry(self, logged: LoggedEntry | None) -> None:
        if logged is None:
            return
        page = self._page
        page.detail.show_entry(logged, page.model.broken(logged))
        if logged.source is AuditSource.REGISTRY:
            work = partial(self._around.services.audit.commit_of, logged, self._folder)
            then = partial(self._show_commit, logged)
            self._around.reading.run(self, work, then, lambda _error: None)

    def _show_commit(self, logged: LoggedEntry, commit: str) -> None:
        page = self._page
        if page.detail.logged is logged and commit:
            page.detail.show_entry(logged, page.model.broken(logged), commit)

    def _read_evidence(self, logged: LoggedEntry, digest: str) -> None:
        work = partial(self._evidence, logged, digest)
        self._around.reading.run(self, work, self._open, self._not_here)

    def _evidence(self, logged: LoggedEntry, digest: str) -> Path:
        services, entry = self._around.services, logged.entry
        if logged.source is AuditSource.REGISTRY:
            text = services.audit.statement(logged, digest, self._folder)
            return self._pages.written(digest, _as_page(digest, text))
        if entry.prompt:
            prompt_id = services.prompts.open_path(entry.prompt).prompt.id
            for approval in services.releases.approvals(prompt_id, digest=entry.digest):
                for each in approval.evidence:
                    if each.digest == digest:
                        return self._pages.written(digest, services.evidence.page(each))
        return self._pages.written(digest, services.review_reports.report(digest).html)

    def _open(self, path: Path) -> None:
        self._pages.open(path)

    def _not_here(self, error: WorkbenchError) -> None:
        self._page.said.emit(self.tr("It cannot be read here. {0}").format(safe(error.message)))


def _as_page(title: str, text: str) -> str:
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<pre style="white-space: pre-wrap">{escape(text)}</pre></html>'
    )
