"""A registry in a folder of an application's repository: the rest is merged with it, or refused."""

from __future__ import annotations

import pytest

from tests.registry.two_people import Person
from tests.registry.workshop import Workshop, a_workshop, git
from workbench.domain.errors import RegistryError

LINES = "".join(f"line {number}\n" for number in range(9))


@pytest.fixture
def people(tmp_path):
    """Ada and Ben with a clone each of an application, whose prompts are in a folder of it."""
    ada, ben, remote = (tmp_path / name for name in ("ada", "ben", "app.git"))
    git(tmp_path, "init", "-q", "-b", "main", str(ada))
    (ada / "app.py").write_text(LINES)
    (ada / "run.sh").write_text("#!/bin/sh\n")
    git(ada, "add", "-A")
    git(ada, "commit", "-q", "-m", "An application")
    hers = Person(a_workshop(ada / "prompts of ours"))
    hers.release("Triage this:\n{{ ticket }}")
    git(tmp_path, "clone", "-q", "--bare", str(ada), str(remote))
    git(ada, "remote", "add", "origin", str(remote))
    hers.fetch()
    git(ada, "branch", "-q", "--set-upstream-to=origin/main", "main")
    git(tmp_path, "clone", "-q", str(remote), str(ben))
    his = Person(Workshop(ben / hers.folder.name))
    his.workshop.clock.go_on(hours=1)
    return hers, his


def change(person, name, old, new, mode=None):
    path = person.folder.parent / name
    path.write_text(path.read_text().replace(old, new))
    if mode:
        path.chmod(mode)
    person.workshop.commit_all()


def test_what_both_did_to_the_application_is_merged_as_git_would(people):
    ada, ben = people
    change(ada, "app.py", "line 1\n", "hers\n")
    change(ada, "run.sh", "#!/bin/sh\n", "#!/bin/sh\nset -e\n", mode=0o755)
    ada.release("Other:\n{{ ticket }}", path="support/other")
    ada.push()
    change(ben, "app.py", "line 7\n", "his\n")
    ben.release("Mine:\n{{ ticket }}", path="support/mine")

    ben.merge()

    root = ben.folder.parent
    text = (root / "app.py").read_text()
    assert ("hers\n" in text, "his\n" in text) == (True, True)
    assert (root / "run.sh").stat().st_mode & 0o111
    assert git(root, "status", "--porcelain") == ""
    assert ben.errors() == []


def test_two_edits_of_one_line_of_the_application_are_left_to_git(people):
    ada, ben = people
    change(ada, "app.py", "line 4\n", "hers\n")
    ada.push()
    change(ben, "app.py", "line 4\n", "his\n")

    with pytest.raises(RegistryError, match=r"app\.py was changed on both sides"):
        ben.plan()

    assert git(ben.folder.parent, "status", "--porcelain") == ""
