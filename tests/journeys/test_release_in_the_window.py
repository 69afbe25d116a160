"""A release engineer's day in the window, by keyboard alone: from an approval to a roll back, with
a colleague who did the same at once, and a new workspace from the remote at the end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.conftest import close, home_at, windows
from tests.journeys.keyboard import press, write
from tests.journeys.release_team import BENS_TEXT, PROMPT, TEXT, Team, git, somebody_sits_here
from tests.journeys.releasing import Releasing
from tests.journeys.reviewing import file_named, tab_to
from tests.journeys.window import focused_name
from workbench.domain.drift import DriftArea
from workbench.gui.kit.differences.lines import Mark
from workbench.gui.release.drift.model import FoundLine
from workbench.gui.release.seams import Part

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support"), pytest.mark.timeout(300)]

KINDER = "\nBe brief and kind."


@pytest.fixture
def home(tmp_path):
    with home_at(tmp_path) as folder:
        yield folder


@pytest.fixture
def open_one(qapp, home):
    with windows(qapp) as open_one:
        yield open_one


def test_releases_go_out_and_back_and_are_told_by_keyboard_alone(open_one, home):
    team = Team(home)
    team.begin()
    window = open_one(team.workspace).settle(for_reading=True)
    releasing = Releasing(window)

    export_onto_a_branch(releasing, team)
    bring_in_what_was_merged(releasing, team)
    promote_to_production(releasing)
    with team.colleague() as ben:
        ben.releases(BENS_TEXT)
    export_another_version(releasing)
    merge_by_choosing(releasing)
    give_some_callers_the_new_one(releasing)
    compare_production(releasing)
    roll_back(releasing)
    push(releasing, team)
    find_the_copy(releasing, team)
    look_who_did_what(releasing)
    find_what_was_edited_by_hand(releasing, team)
    versions = versions_of(window)
    close(window)

    with home_at(home / "new"):
        somebody_sits_here("Nia", "")
        start_anew(open_one(home / "new" / "nia.workbench"), team, versions)


def export_onto_a_branch(releasing, team):
    """The first version, for a pull request."""
    window = releasing.window
    approve_in_write(window, 1)
    press("Ctrl+Shift+E")
    dialog = releasing.asked("export")
    press("Alt+B")
    window.wait(lambda: dialog.form.branch.name == "release/claims-sort-v1")
    tab_to("export.do")
    press("Return")
    window.wait(lambda: "on the new branch" in dialog.form.foot.words.text())
    press("Alt+P")
    window.wait(lambda: "was pushed to" in dialog.form.foot.words.text())
    press("Escape")
    window.dialog_gone()
    assert git(team.registry, "branch", "--show-current") == "main"
    assert git(team.registry, "status", "--porcelain") == ""


def bring_in_what_was_merged(releasing, team):
    releasing.come()
    releasing.wait(lambda: "Nothing is released" in releasing.matrix.empty.title.text())
    with team.colleague() as ben:
        ben.merges("release/claims-sort-v1")
    releasing.stands("in step")
    releasing.do("registry.fetch", "fetch from the remote")
    releasing.stands("2 to bring in")
    releasing.do("registry.update", "bring up to date")
    releasing.uses(dev="v1")
    releasing.stands("in step")


def promote_to_production(releasing):
    """Refused at first; what is missing is given where it is told."""
    window = releasing.window
    releasing.choose("staging")
    releasing.promote("staging")
    press("Ctrl+Return")
    window.dialog_gone()
    releasing.uses(dev="v1", staging="v1")

    releasing.choose("prod")
    dialog = releasing.promote("prod")
    [row] = dialog.reasons.rows
    assert "approval" in row.words.text()
    assert "policy.yaml" in dialog.reasons.accessibleDescription()
    assert not dialog.deed.isEnabled()
    tab_to("change.mend.0")
    press("Space")
    releasing.approve("Read on twenty claims")
    window.dialog("change")
    window.wait(lambda: dialog.plan is not None)
    press("Ctrl+Return")
    window.dialog_gone()
    releasing.uses(dev="v1", staging="v1", prod="v1")


def export_another_version(releasing):
    """Written and named in Write; onto the branch that is checked out."""
    window = releasing.window
    press("Ctrl+1", "Ctrl+Alt+2", "Ctrl+End")
    write(KINDER)
    window.wait(lambda: window.write.session.content.messages[0].text == TEXT + KINDER)
    press("Ctrl+S")
    window.dialog("commit")
    write("Brief and kind")
    press("Ctrl+Return")
    window.dialog_gone()
    window.wait(lambda: window.write.editor.header.state.text() == "v2")
    approve_in_write(window, 2)
    press("Ctrl+Shift+E")
    dialog = releasing.asked("export")
    tab_to("export.do")
    press("Return")
    window.wait(lambda: "Exported in commit" in dialog.form.foot.words.text())
    press("Escape")
    window.dialog_gone()


def merge_by_choosing(releasing):
    """Both have made version 2 and pinned it to dev: ours is chosen, and gets the next number."""
    window = releasing.window
    releasing.come()
    releasing.do("registry.fetch", "fetch from the remote")
    releasing.wait(lambda: "to push" in releasing.bar.standing.text())
    releasing.wait(lambda: releasing.bar.standing.text().endswith(" · 1 to bring in"))
    releasing.do("registry.merge", "merge what others did")
    dialog = releasing.asked("merge")
    assert f"{PROMPT}: your v2 becomes v3" in dialog.told.text()
    window.wait(lambda: focused_name() == "merge.conflicts")
    assert dialog.conflicts.list.currentIndex().data() == f"○ dev of {PROMPT}  (to be chosen)"
    window.wait(lambda: all(marks(side.differences.shown) for side in dialog.conflicts.sides))
    assert not dialog.deed.isEnabled()
    press("Tab")
    assert focused_name() == "merge.ours"
    press("Space")
    window.wait(lambda: dialog.plan is not None and dialog.plan.ready)
    press("Ctrl+Return")
    window.dialog_gone()
    releasing.uses(dev="v3", staging="v1", prod="v1")


def give_some_callers_the_new_one(releasing):
    """A canary in prod, for which its version is approved beforehand."""
    window = releasing.window
    releasing.choose("staging")
    releasing.promote("staging")
    press("Ctrl+Return")
    window.dialog_gone()
    releasing.uses(dev="v3", staging="v3", prod="v1")
    releasing.choose("staging")
    releasing.do("release.approve_there", "approve in the registry")
    releasing.approve("Kinder on twenty claims")
    window.dialog_gone()
    releasing.choose("prod")
    releasing.do("release.canary", "canary")
    dialog = releasing.asked("change")
    assert dialog.form.version.currentText().startswith("v3")
    press("Ctrl+Return")
    window.dialog_gone()
    releasing.uses(dev="v3", staging="v3", prod="v1 10 % v3")
    releasing.wait(lambda: "10 % of callers get v3 (canary)" in releasing.told())


def compare_production(releasing):
    window = releasing.window
    releasing.choose("prod")
    press("Ctrl+D")
    dialog = window.dialog("compare")
    window.wait(lambda: Mark.REMOVED in marks(dialog.view.shown))
    assert dialog.pair == ("staging", "prod")
    press("Escape")
    window.dialog_gone()


def roll_back(releasing):
    """With one action."""
    window = releasing.window
    releasing.choose("prod")
    releasing.wait(lambda: window.reason("release.rollback") == "")
    press("Ctrl+Alt+U")
    dialog = releasing.asked("change")
    write("It promised money")
    window.wait(lambda: dialog.plan is None)
    press("Ctrl+Return")
    window.dialog_gone()
    releasing.uses(dev="v3", staging="v3", prod="v1")
    releasing.wait(lambda: "“It promised money”" in releasing.told())
    assert "Read on twenty claims" in releasing.told()


def push(releasing, team):
    releasing.do("registry.push", "push to the remote")
    releasing.stands("in step")
    assert git(team.remote, "rev-parse", "main") == git(team.registry, "rev-parse", "HEAD")


def find_the_copy(releasing, team):
    """What was pasted into source code and edited there."""
    page = releasing.turn_to(Part.DRIFT, 1)
    tab_to("drift.source.choose")
    with file_named(team.application):
        press("Space")
    releasing.wait(lambda: page.where.path("source") == team.application)
    tab_to("drift.look.now")
    press("Space")
    releasing.wait(lambda: page.stack.currentWidget() is page.results)
    tab_to("drift.findings")
    model = page.results.model
    lines = [model.line_at(row) for row in range(model.rowCount())]
    [copy] = [
        each for each in lines
        if isinstance(each, FoundLine) and each.finding.area is DriftArea.CODE
    ]  # fmt: skip
    assert "sorting.py" in copy.place
    press("Home")
    for _ in lines:
        if page.results.current is copy.finding:
            break
        press("Down")
    releasing.wait(lambda: marks(page.results.detail.differences.shown) >= {Mark.ADDED})


def look_who_did_what(releasing):
    """In both logs, by a word of the reason that was given."""
    page = releasing.turn_to(Part.AUDIT, 1)
    releasing.wait(lambda: page.model.rowCount() > 20)
    everybody = {line[1] for line in lines_of(page)}
    assert {"olga@acme.example", "ben@acme.example"} <= everybody
    tab_to("audit.words")
    write("promised")
    releasing.wait(lambda: page.bar.query.words == ("promised",) and page.model.rowCount() == 2)
    told = sorted((*line[2:6], line[1]) for line in lines_of(page))
    assert told == [
        ("Canary", f"{PROMPT} v3", "prod", "Registry", "olga@acme.example"),
        ("Rolled back", f"{PROMPT} v1", "prod", "Workspace", "olga@acme.example"),
    ]
    follow(releasing)
    releasing.wait(lambda: page.verdict.words.text().startswith("Whole"))


def find_what_was_edited_by_hand(releasing, team):
    """An event of the registry says that somebody else did it."""
    page = releasing.place.page(Part.AUDIT)
    events = (team.registry / "prompts" / PROMPT / "log").iterdir()
    [event] = [each for each in events if "promised" in each.read_text("utf-8").casefold()]
    told = event.read_text(encoding="utf-8")
    event.write_text(told.replace("olga@acme.example", "ben@acme.example"), encoding="utf-8")
    follow(releasing)
    releasing.wait(lambda: page.verdict.places.count())
    assert event.name in page.verdict.places.item(0).text()
    tab_to("audit.breaks")
    press("Home", "Return")
    releasing.wait(lambda: page.table.current and page.table.current.file.endswith(event.name))
    assert page.model.broken(page.table.current)

    releasing.do("registry.verify", "verify registry")
    dialog = releasing.window.dialog("verify")
    releasing.wait(lambda: dialog.findings.rowCount())
    press("Escape")
    releasing.window.dialog_gone()


def start_anew(window, team, versions):
    """A workspace that knows nothing, from the remote alone."""
    window.settle()
    releasing = Releasing(window)
    releasing.do("registry.open", "open a team's registry")
    dialog = window.dialog("team_registry")
    assert focused_name() == "team_registry.place"
    write(team.remote.as_uri())
    press("Return")
    window.wait(lambda: dialog.plan or dialog.problem.text())
    assert dialog.problem.text() == ""
    window.wait(lambda: focused_name() == "team_registry.go")
    press("Return")
    window.dialog_gone()
    releasing.come()
    releasing.uses(dev="v3", staging="v3", prod="v1")
    assert git(Path(window.services.settings.load().registry), "status", "--porcelain") == ""

    press("Ctrl+1", "Ctrl+Alt+1")
    write(PROMPT)
    press("Return")
    window.wait(lambda: window.path == PROMPT)
    window.wait(lambda: window.write.session.content.messages[0].text == TEXT + KINDER)
    first, ours = versions
    assert [versions_of(window)[at] for at in (0, 2)] == [first, ours]
    approvals = window.services.releases.approvals(window.prompt_id)
    approved = {(each.version, each.environment) for each in approvals}
    assert approved >= {(1, "dev"), (1, "prod"), (3, "dev"), (3, "prod")}


def follow(releasing):
    """Both logs from end to end."""
    releasing.wait(releasing.place.page(Part.AUDIT).bar.verify.isEnabled)
    tab_to("audit.verify")
    press("Space")


def lines_of(page):
    rows, columns = range(page.model.rowCount()), range(page.model.columnCount())
    return [[page.model.index(row, column).data() for column in columns] for row in rows]


def approve_in_write(window, number):
    """Without a word about where: for the first environment."""
    press("Ctrl+Shift+A")
    dialog = window.dialog("approve")
    window.wait(lambda: dialog.version.number == number)
    write("Reads well")
    tab_to("approve.approve")
    press("Return")
    window.dialog_gone()


def versions_of(window):
    services = window.services
    opened = services.prompts.open_path(PROMPT)
    versions = services.prompts.versions(opened.prompt.id)
    return [each.digest for each in sorted(versions, key=lambda each: each.number)]


def marks(shown):
    shown.finish()
    return {mark for line in shown.lines for mark, _text in line.spans}
