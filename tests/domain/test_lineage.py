from __future__ import annotations

from tests.builders import NOON
from workbench.domain.lineage import ancestors, common_ancestor, parents
from workbench.domain.prompts import Version


def a_version(number, digest, parent="", made_from=None):
    return Version("p", number, digest, "", "Ada", NOON, parent, made_from)


def test_a_line_of_versions_is_followed_by_their_digests():
    found = parents([a_version(2, "b", "a"), a_version(1, "a"), a_version(3, "c", "b")])

    assert found == {1: None, 2: 1, 3: 2}
    assert list(ancestors(3, found)) == [2, 1]


def test_of_two_versions_with_one_digest_the_number_tells_which():
    versions = [a_version(1, "a"), a_version(2, "b", "a", 1), a_version(3, "a", "b", 2)]

    told = parents([*versions, a_version(4, "c", "a", 1)])
    untold = parents([*versions, a_version(4, "c", "a")])

    assert (told[4], untold[4]) == (1, 3)


def test_a_version_without_a_known_parent_stands_for_itself():
    found = parents([a_version(1, "a"), a_version(2, "b", "elsewhere", 9)])

    assert found == {1: None, 2: None}
    assert list(ancestors(2, found)) == []


def test_a_circle_in_a_damaged_file_ends():
    assert list(ancestors(2, {1: 2, 2: 1})) == [1]


def test_two_versions_have_the_newest_version_both_come_from_in_common():
    parent_of = {1: None, 2: 1, 3: 2, 4: 2, 5: 4, 6: None}

    assert common_ancestor(3, 5, parent_of) == 2
    assert common_ancestor(4, 5, parent_of) == common_ancestor(5, 4, parent_of) == 4
    assert common_ancestor(3, 6, parent_of) is None
