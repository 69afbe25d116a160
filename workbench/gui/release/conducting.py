"""Who hears what from whom in Release, and which page is shown.

How a part plugs in (matrix, drift, audit; sync, merging, changing):

- A page is a `seams.ReleasePage`. `begin(about)` is called each time it is turned to; `rest()` when
  it is turned away from. A function `build_…_page(around) -> ReleasePage` makes page and presenter;
  `parts.PARTS` names it, and from then on it stands in the switch.
- It says where to go by the signals of `ReleasePage`, all of which are connected here.
- Which folder the registry is, and when it changed, is `around.registry`: its signals `moved` and
  `changed`, its property `folder`.
- A bar over all pages is a `seams.ReleaseBar`; `parts.BARS` names how it is made.
- What has commands about the cell that is chosen in the matrix is a `seams.Doing`; `parts.DOINGS`
  names how it is made, and it is told each `ChosenCell`, or None. Whether the commands can run goes
  by the fields of `commands.release_facts.ReleaseFacts`.
- Parts do not import each other. Facts for commands: `facts.report(actions, …)`.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from workbench.gui.commands import command
from workbench.gui.kit.pages_made import PagesMade
from workbench.gui.kit.safe_text import safe
from workbench.gui.release.around import Around
from workbench.gui.release.facts import report
from workbench.gui.release.page import ReleasePlace
from workbench.gui.release.parts import BARS, DOINGS, PARTS
from workbench.gui.release.seams import About, ChosenCell, Part, ReleasePage

BUTTONS = ("release.approve", "release.export", "registry.verify")
LAST = "release.part"
"""Under which the page that was seen last is remembered."""


class Conductor(QObject):
    def __init__(self, place: ReleasePlace, around: Around) -> None:
        super().__init__(place)
        self._place, self._around = place, around
        self._pages = PagesMade(PARTS, self._make, self)
        self._doings = [build(around, place) for build in DOINGS]
        self._offer()
        self._connect()
        self._add_bars()

    def start(self) -> None:
        """The page that was seen last, or what runs where."""
        memory = self._around.memory
        last = memory.text(LAST) if memory else ""
        self.turn_to(next((part for part in PARTS if part == last), Part.MATRIX), About())
        self._show_where()
        self._pages.make_the_rest()

    def turn_to(self, part: Part, about: About) -> None:
        seen = self._pages.made(self._place.part)
        if seen is not None and self._place.part is not part:
            seen.rest()
        page = self._pages.page(part)
        self._place.turn_to(part)
        if self._around.memory:
            self._around.memory.keep(LAST, part.value)
        page.begin(about)

    def _switch_to(self, part: Part) -> None:
        """The keyboard goes into the page, unless it walks the switch."""
        self.turn_to(part, About())
        if not self._place.switch.hasFocus():
            self._pages.page(part).setFocus()

    def _make(self, part: Part) -> ReleasePage:
        page = PARTS[part](self._around)
        self._place.put(part, page)
        self._connect_page(page)
        return page

    def _offer(self) -> None:
        words = {
            Part.MATRIX: (
                self.tr("What runs where"),
                self.tr("Which version each environment uses"),
            ),
            Part.DRIFT: (
                self.tr("Drift"),
                self.tr("Where the registry, the pins, code and the workspace disagree"),
            ),
            Part.AUDIT: (self.tr("Audit log"), self.tr("Who did what, when, and on what")),
        }
        for part, (name, tip) in words.items():
            if part in PARTS:
                self._place.offer(part, name, tip)

    def _connect(self) -> None:
        place, registry = self._place, self._around.registry
        place.part_requested.connect(self._switch_to)
        place.command_wanted.connect(self._around.actions.run)
        place.came.connect(self._come)
        place.leaving.connect(self._rest)
        registry.moved.connect(self._show_where)
        registry.failed.connect(self._around.ask.show_error)

    def _add_bars(self) -> None:
        for command_id in BUTTONS:
            icon = self._around.icons(command(command_id).icon)
            self._place.add_button(self._around.actions[command_id], icon)
        for build in BARS:
            bar = build(self._around)
            bar.said.connect(self._place.said)
            bar.part_wanted.connect(self.turn_to)
            self._place.put_above(bar)
        for doing in self._doings:
            doing.said.connect(self._place.said)
            doing.prompt_wanted.connect(self._place.prompt_wanted)

    def _connect_page(self, page: ReleasePage) -> None:
        place = self._place
        page.said.connect(place.said)
        page.prompt_wanted.connect(place.prompt_wanted)
        page.evaluation_wanted.connect(place.evaluation_wanted)
        page.review_wanted.connect(place.review_wanted)
        page.file_written.connect(place.file_written)
        page.part_wanted.connect(self.turn_to)
        page.cell_chosen.connect(self._choose)

    def _choose(self, cell: ChosenCell | None) -> None:
        for doing in self._doings:
            doing.choose(cell)
        self._place.cell_chosen.emit(cell)

    def _come(self) -> None:
        report(self._around.actions, seen=True)
        self._around.registry.look()

    def _rest(self) -> None:
        report(self._around.actions, seen=False)
        if seen := self._pages.made(self._place.part):
            seen.rest()

    def _show_where(self) -> None:
        folder = self._around.registry.folder
        self._place.where.show_text(safe(str(folder)) if folder else "")
