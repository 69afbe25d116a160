"""Release as a whole over a real workspace, and a team's registry in real git."""

from __future__ import annotations

import shutil
from dataclasses import replace

from PySide6.QtWidgets import QApplication

from tests.gui.write.open_write import ScriptedAsk
from tests.registry.environments import Team
from tests.registry.workshop import TRIAGE, a_release_content, a_workshop
from workbench.domain.environments import Change
from workbench.gui.kit.background import Background
from workbench.gui.kit.event_relay import EventRelay
from workbench.gui.release.around import Around
from workbench.gui.release.place import build_release_place
from workbench.gui.release.registry_watch import RegistryWatch
from workbench.gui.release.seams import Part

OLGA = "olga@acme.example"
INCLUDING = '{% include "tone/friendly" %}\n{{ ticket }}'


def a_registry(folder):
    """Three prompts: one differs between its environments and has a canary, one is deprecated and
    one was withdrawn; a component has a newer version than what is released with it."""
    workshop = a_workshop(folder)
    workshop.component("Be kind.")
    first = workshop.commit(a_release_content(f"Sort this:\n{INCLUDING}"))
    workshop.reported(first, "One.")
    [offer] = workshop.evidence.of_version(first.prompt_id, first.digest)
    workshop.approve(first, evidence=[offer.evidence])
    workshop.releases.export(workshop.plan(first))
    team = Team(workshop, (first.digest,))
    team.do(Change.PROMOTE, "staging", actor=OLGA, note="Ready")
    workshop.component("Be kinder.")
    second = workshop.commit(a_release_content(f"Sort this well:\n{INCLUDING}"), note="Better")
    workshop.export(second)
    team.do(Change.CANARY, "staging", version="2", weight=10, actor=OLGA)
    workshop.release("Old", path="billing/dunning")
    team.do(Change.DEPRECATE, prompt="billing/dunning", replaced_by=TRIAGE, note="Use the other")
    workshop.release("Short", path="support/short")
    team.do(
        Change.WITHDRAW, prompt="support/short", version="1", note="It leaks", while_pinned=True
    )
    return workshop


class OpenPlace:
    def __init__(self, services, theme, icons, actions, memory=None):
        self.services, self.actions = services, actions
        self.ask, self.background = ScriptedAsk(), Background()
        self.relay = EventRelay(services.events)
        actions.report(workspace_open=True, registry_known=True)
        reading = self.background.aside()
        head = services.released.head
        self.registry = RegistryWatch(services.settings, reading, self.relay, head)
        around = Around(
            services, self.background, reading, actions, theme, icons, self.ask, self.relay,
            self.registry, memory,
        )  # fmt: skip
        self.place = build_release_place(around)

    @property
    def matrix(self):
        return self.place.page(Part.MATRIX)

    @property
    def table(self):
        return self.matrix.table

    @property
    def prompts(self):
        """As they are listed."""
        return self.matrix.model.prompts

    def cell(self, prompt, environment):
        model = self.matrix.model
        return model.cell(model.row_of(prompt), model.environments.index(environment))

    def settle(self, qtbot):
        qtbot.waitUntil(lambda: self.background.idle)
        QApplication.processEvents()
        qtbot.waitUntil(lambda: self.background.idle)

    def choose(self, qtbot, prompt, environment):
        """And wait until all is read that is known of it."""
        assert self.matrix.choose(prompt, environment)
        qtbot.waitUntil(lambda: self.drawn(prompt, environment))

    def drawn(self, prompt, environment):
        """Whether the panel tells all that is known of it."""
        cell, record = self.matrix.detail.cell, self.matrix.detail.record
        told = cell is not None and (cell.prompt, cell.environment) == (prompt, environment)
        return told and record is not None and record.prompt == prompt

    def details(self):
        """All words of the panel."""
        from PySide6.QtWidgets import QLabel

        area = self.matrix.detail.area.widget()
        return [label.text() for label in area.findChildren(QLabel)]

    def press(self, qtbot, command_id):
        """As from its menu, once it can be."""
        qtbot.waitUntil(lambda: self.actions[command_id].isEnabled())
        self.actions.run(command_id)


def use_registry(services, folder):
    settings = services.settings
    settings.save(replace(settings.load(), registry=str(folder)))


def copied(made, folder):
    """A registry of one's own, with its history."""
    shutil.copytree(made, folder)
    return folder
