"""From a newer version that turned up to a draft that has both: told, merged, applied."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.diffing.merging import Choice, Merge
from workbench.domain.errors import WorkbenchError
from workbench.domain.lineage import common_ancestor, parents
from workbench.domain.prompts import PromptContent, Version
from workbench.formats.content import as_hashed
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.background import Background
from workbench.gui.kit.differences.comparison_view import Comparison
from workbench.gui.kit.memory import Memory
from workbench.gui.kit.tips import plain_tip
from workbench.gui.write.diff.contents import content_difference
from workbench.gui.write.merging.banner import NewerBanner
from workbench.gui.write.merging.page import MergePage
from workbench.gui.write.merging.standing import Standing
from workbench.gui.write.session import WriteSession
from workbench.services.prompts import PromptService

TYPED_MS = 250
LOOK_AGAIN_MS = 3000
Bases = tuple[Version | None, PromptContent]


@dataclass(frozen=True, slots=True)
class Newer:
    """A version that is newer than the one the draft of a prompt is based on."""

    prompt_id: str
    version: Version
    based_on: int | None


class MergePresenter(QObject):
    shown = Signal()
    """The page is to be seen."""
    compare_requested = Signal(str, str)
    """Digests of the version the draft is based on, and of the newest one."""
    newer_found = Signal()
    """Somebody else named a version of the open prompt."""
    said = Signal(str)

    def __init__(
        self,
        page: MergePage,
        banner: NewerBanner,
        session: WriteSession,
        prompts: PromptService,
        background: Background,
        comparing: Background,
        actions: Actions,
        memory: Memory | None = None,
    ) -> None:
        super().__init__(page)
        self._page, self._banner, self._session = page, banner, session
        self._prompts, self._background, self._comparing = prompts, background, comparing
        self._actions, self._memory = actions, memory
        self._newer: Newer | None = None
        self._dismissed: Newer | None = None
        self._bases: dict[tuple[str, int | None], Bases] = {}
        self._standing: Standing | None = None
        self._merge: Merge | None = None
        self._merged: tuple[Standing, PromptContent] | None = None
        """What the merge was made of."""
        self._turn = 0
        self._typed = QTimer(self, singleShot=True, interval=TYPED_MS)
        self._typed.timeout.connect(self._on_typed)
        self._looking = QTimer(self, interval=LOOK_AGAIN_MS)
        self._looking.timeout.connect(self._look)
        self._connect()

    def open(self) -> None:
        """Read both versions and merge the draft with them; choices made before are kept."""
        newer = self._newer
        if newer is None:
            return

        def read() -> Standing:
            base, content = self._read_common(newer)
            theirs = replace(self._prompts.content(newer.version.digest), components=())
            return Standing(newer.prompt_id, newer.version, theirs, base, content)

        def show(standing: Standing) -> None:
            if newer == self._newer:
                known = self._standing
                if known is None or (known.prompt_id, known.name) != (
                    standing.prompt_id,
                    standing.name,
                ):
                    self._standing = standing.with_kept(self._kept(standing.prompt_id))
                self._merge_again(begin=True)
                self.shown.emit()

        self._background.run(self, read, show, self._show_failure)

    def look(self) -> None:
        """Whether the open prompt has a newer version than its draft is based on."""
        opened = self._session.open
        newest = opened.newest if opened else None
        if opened is None or newest is None or opened.draft.based_on == newest.number:
            self._tell(None)
            return
        newer = Newer(opened.prompt.id, newest, opened.draft.based_on)
        draft = self._session.collected
        if draft is None or not self._session.changed:
            self._tell(None)
            return

        def show(base: Bases) -> None:
            self._bases[newer.prompt_id, newer.based_on] = base
            opened = self._session.open
            if opened and (opened.prompt.id, opened.draft.based_on) == (
                newer.prompt_id,
                newer.based_on,
            ):
                edited = _hashed(draft) != base[1]
                self._tell(newer if edited else None)

        known = self._bases.get((newer.prompt_id, newer.based_on))
        if known:
            show(known)
        else:
            self._background.run(self, lambda: self._read_base(newer), show, lambda _error: None)

    def _read_base(self, newer: Newer) -> Bases:
        """What the draft was before it was edited."""
        versions = self._prompts.versions(newer.prompt_id)
        return self._with_content(next((v for v in versions if v.number == newer.based_on), None))

    def _read_common(self, newer: Newer) -> Bases:
        """The newest version that both the draft and the newest version come from."""
        versions = self._prompts.versions(newer.prompt_id)
        common = None
        if newer.based_on is not None:
            common = common_ancestor(newer.based_on, newer.version.number, parents(versions))
        return self._with_content(next((v for v in versions if v.number == common), None))

    def _with_content(self, version: Version | None) -> Bases:
        if version is None:
            return None, PromptContent()
        return version, replace(self._prompts.content(version.digest), components=())

    def _tell(self, newer: Newer | None) -> None:
        self._newer = newer
        self._actions.report(newer_version=newer is not None)
        if newer is None or newer == self._dismissed:
            self._banner.hide()
            if newer is None and self._page.isVisible():
                self._page.closed.emit()
            return
        version = newer.version
        if newer.based_on is None:
            told = self.tr("v{0} is newer than your draft").format(version.number)
        else:
            told = self.tr("v{0} is newer than your v{1}").format(version.number, newer.based_on)
        note = " · ".join(part for part in (version.note.strip(), version.author) if part)
        why = self.tr("The draft is not based on the newest version: {0}").format(note)
        self._banner.show_newer(told, plain_tip(why))

    def _merge_again(self, *, begin: bool = False, apply: bool = False) -> None:
        standing, draft = self._standing, self._session.content
        if standing is None or draft is None:
            return
        self._turn += 1
        turn = self._turn
        around = self.tr("model, inputs and the rest")

        def work() -> tuple[Merge, Comparison]:
            merged = standing.merged(draft)
            difference = content_difference(draft, merged.content, around)
            return merged, difference.comparison(side_by_side=False, fold=True)

        def show(found: tuple[Merge, Comparison]) -> None:
            if turn == self._turn:
                self._merge, self._merged = found[0], (standing, draft)
                self._show_merge(standing, *found)
                if begin:
                    self._page.begin()
                if apply:
                    self._apply()

        self._comparing.run(self, work, show)

    def _show_merge(self, standing: Standing, merged: Merge, comparison: Comparison) -> None:
        choices = standing.settled(merged.conflicts)
        theirs = f"v{standing.theirs.number}"
        base = f"v{standing.base.number}" if standing.base else self.tr("nothing")
        self._page.show_merge(merged.conflicts, choices, theirs=theirs, base=base)
        words = self.tr("What the draft becomes. What is not settled yet is as in the draft.")
        if len(choices) == len(merged.conflicts):
            words = self.tr("What the draft becomes, and what that changes in it.")
        self._page.show_result(comparison, words)

    def _on_choice(self, key: str, choice: Choice) -> None:
        conflicts = self._merge.conflicts if self._merge else ()
        conflict = next((each for each in conflicts if each.key == key), None)
        if self._standing is None or conflict is None:
            return
        self._standing = self._standing.with_choice(conflict, choice)
        self._keep(self._standing.prompt_id, self._standing.kept())
        self._merge_again()

    def _apply(self) -> None:
        standing, draft, opened = self._standing, self._session.content, self._session.open
        if standing is None or draft is None or opened is None:
            return
        if opened.prompt.id != standing.prompt_id or self._actions.reason("history.merge"):
            return
        if self._merge is None or self._merged != (standing, draft):
            self._merge_again(apply=True)
            return
        merged = self._merge
        if len(standing.settled(merged.conflicts)) < len(merged.conflicts):
            self._merge_again()
            return
        number = standing.theirs.number
        name = self.tr("Merge v{0}").format(number)
        self._standing = None
        self._keep(standing.prompt_id, "")
        self._session.replace_draft(merged.content, name, based_on=number)
        self._page.closed.emit()
        said = self.tr("v{0} is merged into the draft. Undo brings back what was there.")
        self.said.emit(said.format(number))

    def _look(self) -> None:
        """Another program may have named a version: asked for while somebody looks."""
        opened = self._session.open
        if opened is None or not self._banner.window().isVisible():
            return
        known = opened.newest.number if opened.newest else 0

        def compare(newest: Version | None) -> None:
            still = self._session.open
            if newest and newest.number > known and still and still.prompt.id == opened.prompt.id:
                self.newer_found.emit()

        newest = partial(self._prompts.newest, opened.prompt.id)
        self._background.run(self, newest, compare, lambda _error: None)

    def _on_typed(self) -> None:
        self.look()
        if self._page.isVisible():
            self._merge_again()

    def _on_opened(self, _opened: object) -> None:
        self._standing, self._merge, self._bases = None, None, {}
        if self._page.isVisible():
            self._page.closed.emit()
        self.look()

    def _dismiss(self) -> None:
        self._dismissed = self._newer
        self._banner.hide()

    def _compare(self) -> None:
        newer = self._newer
        if newer is None:
            return
        base = self._bases.get((newer.prompt_id, newer.based_on))
        digest = base[0].digest if base and base[0] else ""
        self.compare_requested.emit(digest, newer.version.digest)

    def _show_failure(self, error: WorkbenchError) -> None:
        self._page.show_failure(f"{error.message} {error.hint}".strip())
        self.shown.emit()

    def _kept(self, prompt_id: str) -> str:
        return self._memory.text(f"merge.{prompt_id}") if self._memory else ""

    def _keep(self, prompt_id: str, text: str) -> None:
        if self._memory:
            self._memory.keep(f"merge.{prompt_id}", text)

    def _connect(self) -> None:
        page, banner, session = self._page, self._banner, self._session
        self._actions.on("history.merge", self.open)
        banner.merge_requested.connect(self.open)
        banner.compare_requested.connect(self._compare)
        banner.dismissed.connect(self._dismiss)
        page.choice_made.connect(self._on_choice)
        page.apply_requested.connect(self._apply)
        session.prompt_opened.connect(self._on_opened)
        session.card_changed.connect(lambda _opened: self.look())
        session.draft_changed.connect(lambda _content: self._typed.start())
        self._looking.start()


def _hashed(draft: PromptContent) -> PromptContent | None:
    try:
        return replace(as_hashed(draft), components=())
    except WorkbenchError:
        return None
