"""Those who work for Write: each is made here, once, with what it needs."""

from __future__ import annotations

from PySide6.QtCore import QObject

from workbench.gui.kit.background import Background
from workbench.gui.kit.desktop_notice import SystemDesktop
from workbench.gui.write.around import Around
from workbench.gui.write.attaching import AttachmentsPresenter
from workbench.gui.write.board.columns import BoardColumns
from workbench.gui.write.board.comparing import BoardComparing
from workbench.gui.write.board.presenter import RunPresenter
from workbench.gui.write.board.rendering import BoardRendering
from workbench.gui.write.board.rows import BoardRows
from workbench.gui.write.board.sampling import BoardSampling
from workbench.gui.write.commit.presenter import CommitPresenter
from workbench.gui.write.conversation.keeper import ConversationKeeper
from workbench.gui.write.conversation.presenter import ConversationPresenter
from workbench.gui.write.diff.presenter import DiffPresenter
from workbench.gui.write.editor.concerns import SendingConcerns
from workbench.gui.write.editor.placing import ConversationPlacing
from workbench.gui.write.editor.presenter import EditorPresenter
from workbench.gui.write.editor.previewing import PreviewPresenter
from workbench.gui.write.history.blaming import BlamePresenter
from workbench.gui.write.history.presenter import HistoryPresenter
from workbench.gui.write.inputs.presenter import InputsPresenter
from workbench.gui.write.journal import Journal
from workbench.gui.write.language import Language
from workbench.gui.write.library.presenter import LibraryPresenter
from workbench.gui.write.live.presenter import LivePresenter
from workbench.gui.write.merging.presenter import MergePresenter
from workbench.gui.write.models.presenter import ModelsPresenter
from workbench.gui.write.opening import Opening
from workbench.gui.write.page import WritePlace
from workbench.gui.write.problems import Problems
from workbench.gui.write.search.presenter import SearchPresenter
from workbench.gui.write.sharing.notifying import Notifying
from workbench.gui.write.sharing.presenter import SharingPresenter
from workbench.gui.write.structuring import Structuring
from workbench.services.tracing import TracingService


class Presenters(QObject):
    def __init__(self, place: WritePlace, journal: Journal, around: Around) -> None:
        super().__init__(place)
        self._place, self._around = place, around
        self._session = place.session
        self.comparing = Background(self)
        place.destroyed.connect(self.comparing.close)
        self.searching = Background(self)
        place.destroyed.connect(self.searching.close)
        self.problems = Problems(place, around, self)
        self.analyst = self.problems.analyst
        self.opening = Opening(
            around.services.prompts, self._session, journal, around.background, around.ask
        )
        self._make_editing()
        self._make_running()
        self._make_conversing()
        self._make_sharing()
        self._make_looking_back()
        self.language = Language(
            place, around, self.opening, self.editor, self.inputs, self.comparing, self
        )

    def _make_editing(self) -> None:
        place, around, session = self._place, self._around, self._session
        prompts, actions, icons = around.services.prompts, around.actions, around.icons
        self.library = LibraryPresenter(
            place.library,
            session,
            around.services,
            around.background,
            actions,
            around.theme,
            icons,
            around.ask,
            around.memory,
        )
        self.editor = EditorPresenter(place.editor, session, actions, icons, self.comparing)
        self.concerns = SendingConcerns(place.editor.cards, session, place.models.rows)
        self.attachments = AttachmentsPresenter(
            place.editor.cards,
            session,
            around.services.attachments,
            around.background,
            actions,
            around.ask,
            around.theme,
            around.memory,
        )
        self.placing = ConversationPlacing(
            place.editor.cards, session, around.background, actions, around.ask
        )
        self.structuring = Structuring(
            place.editor.cards, session, self.comparing, actions, around.theme, icons, around.ask
        )
        self.preview = PreviewPresenter(place.editor, session, around.engine, actions)
        self.commit = CommitPresenter(
            place,
            session,
            prompts,
            around.background,
            actions,
            around.theme,
            around.services.settings.author,
        )

    def _make_running(self) -> None:
        place, around, session = self._place, self._around, self._session
        services, actions, engine = around.services, around.actions, around.engine
        self.inputs = InputsPresenter(
            place.inputs, session, services.datasets, around.background, actions, around.ask
        )
        self.models = ModelsPresenter(place.models, session, engine, actions, around.memory)
        self.runs = RunPresenter(
            place.board,
            session,
            services.runs,
            engine,
            around.background,
            actions,
            around.ask,
            services.settings.load,
        )
        self._make_board()
        self.comparison = BoardComparing(
            place.board,
            session,
            services.prompts,
            services.runs,
            engine,
            around.background,
            self.comparing,
            actions,
        )

    def _make_conversing(self) -> None:
        place, around, session = self._place, self._around, self._session
        services, actions, background = around.services, around.actions, around.background
        self.conversation = ConversationPresenter(
            place.conversation,
            session,
            services.runs,
            around.engine,
            background,
            actions,
            around.ask,
            self.runs.current_run,
        )
        self.live = LivePresenter(
            place.live,
            session,
            services.runs,
            around.engine,
            background,
            self.comparing,
            actions,
            services.settings.load,
        )
        self.keeper = ConversationKeeper(
            place.conversation,
            session,
            services.datasets,
            background,
            actions,
            around.ask,
            lambda: self.conversation.conversation,
        )

    def _make_board(self) -> None:
        place, around, session = self._place, self._around, self._session
        services, actions, background = around.services, around.actions, around.background
        self.columns = BoardColumns(
            place.board,
            session,
            services.runs,
            services.prompts,
            background,
            actions,
            lambda: [model.name for model in place.models.rows.models],
            around.memory,
        )
        self.columns.run_requested.connect(self.runs.run_column)
        self.columns.untick_requested.connect(self.models.untick)
        self.sampling = BoardSampling(
            place.board, self.runs.run_more, self.comparing, actions, around.theme
        )
        self.rendering = BoardRendering(
            place.board, services.prompts.content, self.comparing, actions, around.memory
        )
        self.rows = BoardRows(
            place.board, session, services.datasets, background, actions, around.memory
        )

    def _make_sharing(self) -> None:
        place, around, session = self._place, self._around, self._session
        services, actions = around.services, around.actions
        self.sharing = SharingPresenter(
            session,
            services.prompts,
            around.background,
            actions,
            around.ask,
            services.settings.load,
            self.runs.current_run,
            lambda: [cell.run for cell in place.board.grid.cells if cell.run],
            self,
            services.attachments.files_of,
        )
        self.notifying = Notifying(
            place,
            session,
            around.engine,
            actions,
            services.settings.load,
            SystemDesktop(around.icons("workbench"), self),
        )

    def _make_looking_back(self) -> None:
        place, around, session = self._place, self._around, self._session
        services, actions, background = around.services, around.actions, around.background
        self.history = HistoryPresenter(
            place.history, session, services.prompts, services.runs, background, actions
        )
        self.diff = DiffPresenter(
            place.diff,
            session,
            services.prompts,
            background,
            self.comparing,
            actions,
            lambda: self.history.chosen_states,
        )
        self.tracing = Background(self)
        place.destroyed.connect(self.tracing.close)
        self.blame = BlamePresenter(
            place.history,
            place.origin,
            place.editor.cards,
            session,
            TracingService(services.prompts),
            self.tracing,
            actions,
        )
        self.merging = MergePresenter(
            place.merging,
            place.newer,
            session,
            services.prompts,
            background,
            self.comparing,
            actions,
            around.memory,
        )
        self.search = SearchPresenter(
            place.search, services.search, self.searching, around.ask.show_error
        )
