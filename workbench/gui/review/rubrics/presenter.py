"""Rubrics are read, written, kept as their next version, copied and put aside."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from uuid import uuid4

from PySide6.QtCore import QObject

from workbench.domain.rubrics import Rubric
from workbench.domain.unfinished import Unfinished
from workbench.gui.review.around import Around
from workbench.gui.review.facts import report
from workbench.gui.review.rubrics.list_panel import RubricLine
from workbench.gui.review.rubrics.page import RubricsPage, Shown
from workbench.gui.review.rubrics.shelf import (
    NEW,
    Shelf,
    changed,
    copied,
    problem,
    to_save,
    use_words,
    uses_of,
    version_words,
)
from workbench.gui.review.seams import About
from workbench.gui.review.unfinished_work import UnfinishedWork
from workbench.gui.review.wording import translate
from workbench.services.events import ReviewsChanged
from workbench.services.opened import Services
from workbench.services.rubric_templates import rubric_templates


class RubricsPresenter(QObject):
    def __init__(self, page: RubricsPage, around: Around) -> None:
        super().__init__(page)
        self._page, self._around = page, around
        self._shelf = Shelf()
        self._drafts: dict[str, Rubric] = {}
        """What was written and is not kept yet, by key."""
        self._restored = False
        """What was written before the window was closed is among the drafts."""
        self._unfinished = UnfinishedWork(Unfinished.RUBRIC, around, self)
        self._key = ""
        self._aside_seen = False
        lists = page.list
        page.begun.connect(self._on_begun)
        page.edited.connect(self._on_edited)
        page.save_requested.connect(self._save)
        page.discard_requested.connect(self._discard)
        page.use_requested.connect(lambda: page.rubric_chosen.emit(self._key))
        lists.chosen.connect(self._choose)
        lists.new_requested.connect(self._begin_new)
        lists.duplicate_requested.connect(self._duplicate)
        lists.archive_requested.connect(self._archive)
        lists.aside_toggled.connect(self._on_aside)
        around.relay.published.connect(self._on_published)
        page.rested.connect(self._on_rested)
        actions = around.actions
        actions.on("rubric.new", lambda: self._begin_new(""))
        actions.on("rubric.save", self._save)
        actions.on("rubric.duplicate", self._duplicate)
        actions.on("rubric.archive", self._archive)
        self._show()

    def _on_begun(self, about: About) -> None:
        if about.rubric_id:
            self._key, self._aside_seen = about.rubric_id, False
        report(self._around.actions, rubrics=True)
        self._read()

    def _on_rested(self) -> None:
        self._unfinished.flush()
        report(self._around.actions, rubrics=False)

    def _on_published(self, event: object) -> None:
        if isinstance(event, ReviewsChanged) and self._page.isVisible():
            self._read()

    def _read(self) -> None:
        services = self._around.services
        self._around.background.run(
            self, partial(_read_shelf, services), self._take, self._around.ask.show_error
        )

    def _take(self, shelf: Shelf) -> None:
        self._shelf = shelf
        if not self._restored:
            self._restored = True
            self._restore(shelf)
        self._page.list.offer_templates(
            [(each.rubric.name, each.about) for each in shelf.templates]
        )
        self._aside_seen = self._aside_seen and bool(shelf.aside)
        keys = [line.key for line in self._lines()]
        if self._key not in keys:
            self._key = keys[0] if keys else ""
        self._show()

    def _restore(self, shelf: Shelf) -> None:
        """But for changes of a rubric that is gone, or that is kept like that by now."""
        for key, rubric in shelf.unfinished.items():
            kept = shelf.kept(key)
            if (kept or key.startswith(NEW)) and changed(rubric, kept):
                self._drafts.setdefault(key, rubric)

    def _put_draft(self, key: str, rubric: Rubric | None) -> None:
        """None: nothing is left to be kept."""
        if rubric is None:
            self._drafts.pop(key, None)
        else:
            self._drafts[key] = rubric
        self._unfinished.keep(key, rubric)

    def _choose(self, key: str) -> None:
        if key != self._key:
            self._key = key
            self._show()

    def _on_edited(self, rubric: Rubric) -> None:
        differs = changed(rubric, self._shelf.kept(self._key))
        self._put_draft(self._key, rubric if differs else None)
        self._show_around(rubric)

    def _begin_new(self, template: str) -> None:
        chosen = [each.rubric for each in self._shelf.templates if each.rubric.name == template]
        name = template or translate("New rubric")
        self._begin(copied(chosen[0], name) if chosen else Rubric(name=name))

    def _duplicate(self) -> None:
        if rubric := self._rubric():
            self._begin(copied(rubric, translate("{0} (copy)").format(rubric.name)))

    def _begin(self, rubric: Rubric) -> None:
        """Another one, kept once it is saved."""
        self._key, self._aside_seen = f"{NEW}{uuid4().hex}", False
        self._put_draft(self._key, rubric)
        self._show()
        self._page.name.setFocus()
        self._page.name.selectAll()

    def _save(self) -> None:
        rubric = self._rubric()
        if rubric is None or self._shelf.read_only:
            return
        if problem(rubric):
            self._page.show_missing()
            return
        key = self._key
        self._around.background.run(
            self,
            partial(self._around.services.rubrics.save, to_save(rubric)),
            lambda kept: self._take_kept(key, rubric, kept),
            self._around.ask.show_error,
        )

    def _take_kept(self, key: str, saved: Rubric, kept: Rubric) -> None:
        """What was written meanwhile is not lost: it is a change of what was kept."""
        now = self._drafts.get(key, saved)
        self._put_draft(key, None)
        if now != saved:
            self._put_draft(kept.id, replace(now, id=kept.id))
        if self._key == key:
            self._key = kept.id
        said = translate("{0} is kept as version {1}.").format(kept.name, kept.version)
        self._page.said.emit(said)
        self._read()

    def _discard(self) -> None:
        self._put_draft(self._key, None)
        keys = [line.key for line in self._lines()]
        if self._key not in keys:
            self._key = keys[0] if keys else ""
        self._show()

    def _archive(self) -> None:
        """Aside or back: nothing is lost by it, so nothing is asked."""
        key, back = self._key, self._shelf.is_aside(self._key)
        rubric = self._shelf.kept(key)
        if rubric is None:
            return
        words = translate("{0} is back.") if back else translate("{0} was put aside.")

        def done(_nothing: None) -> None:
            self._page.said.emit(words.format(rubric.name))
            if back:
                self._aside_seen = False
            self._read()

        archive = partial(self._around.services.rubrics.archive, key, archived=not back)
        self._around.background.run(self, archive, done, self._around.ask.show_error)

    def _on_aside(self, seen: bool) -> None:
        self._aside_seen = seen
        lines = self._lines()
        self._key = lines[0].key if lines else ""
        self._show()

    def _rubric(self) -> Rubric | None:
        return self._drafts.get(self._key) or self._shelf.kept(self._key)

    def _lines(self) -> list[RubricLine]:
        kept = self._shelf.aside if self._aside_seen else self._shelf.rubrics
        new = [] if self._aside_seen else [key for key in self._drafts if key.startswith(NEW)]
        lines = [self._line(each.id, self._drafts.get(each.id, each)) for each in kept]
        return [*lines, *(self._line(key, self._drafts[key]) for key in new)]

    def _line(self, key: str, rubric: Rubric) -> RubricLine:
        version = 0 if key.startswith(NEW) else rubric.version
        return RubricLine(
            key, rubric.name, version, len(rubric.questions), changed=key in self._drafts
        )

    def _show(self) -> None:
        rubric = self._rubric()
        self._page.show_rubric(rubric)
        self._show_around(rubric)

    def _show_around(self, rubric: Rubric | None) -> None:
        shelf, kept = self._shelf, self._shelf.kept(self._key)
        self._page.list.show_lines(self._lines(), self._key)
        self._page.list.show_aside(len(shelf.aside), seen=self._aside_seen)
        self._page.list.show_able(
            chosen=rubric is not None,
            aside=shelf.is_aside(self._key),
            writable=not shelf.read_only,
            kept=kept is not None,
        )
        report(
            self._around.actions,
            rubric=rubric is not None,
            rubric_kept=kept is not None,
            rubric_changed=rubric is not None and changed(rubric, kept),
        )
        if rubric is None:
            return
        self._page.show_facts(
            Shown(
                version_words(rubric, kept),
                use_words(shelf.used(self._key)),
                problem(rubric),
                changed(rubric, kept),
                kept is not None,
                shelf.is_aside(self._key),
                shelf.read_only,
            )
        )


def _read_shelf(services: Services) -> Shelf:
    """In the background."""
    return Shelf(
        tuple(services.rubrics.rubrics()),
        tuple(services.rubrics.rubrics(archived=True)),
        rubric_templates(),
        uses_of(services.reviews.all()),
        services.read_only,
        services.unfinished.begun(Unfinished.RUBRIC, Rubric),
    )
