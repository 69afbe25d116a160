from __future__ import annotations

from workbench.checks.table import GROUPS, KINDS
from workbench.domain.checks import SET
from workbench.gui.evaluate.checks.offered import found_kinds, new_check, offered_kinds


def test_every_kind_of_the_table_is_offered_in_its_group():
    offered = {each.name: each for each in offered_kinds()}
    assert set(offered) == {*KINDS, SET}
    for kind in KINDS.values():
        assert offered[kind.name].group == GROUPS[kind.group]
        assert offered[kind.name].about
        assert kind.name in offered[kind.name].example


def test_a_set_is_not_offered_for_the_inside_of_a_set():
    assert SET not in {each.name for each in offered_kinds(sets=False)}


def test_a_kind_is_found_by_its_name_its_title_and_what_it_does():
    offered = offered_kinds()
    assert found_kinds("json", offered)[0].name == "is-json"
    assert found_kinds("pattern", offered)[0].name == "regex"
    assert "llm-rubric" in {each.name for each in found_kinds("judge", offered)}
    assert found_kinds("qqqq", offered) == []


def test_what_is_expected_is_compared_at_first():
    assert new_check("equals").value == "{{ expected }}"
    assert new_check("contains").value is None
