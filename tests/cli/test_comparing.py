from __future__ import annotations

from workbench.cli.exit_codes import DONE


def test_versions_differ_word_by_word(workbench):
    document = workbench("diff", "support/triage@1", "support/triage@2", "--json").document

    pieces = [piece for message in document["messages"] for piece in message["pieces"]]
    assert document["same"] is False
    assert {"equal", "insert"} <= {op for op, _text in pieces}


def test_the_same_version_is_the_same(workbench):
    said = workbench("diff", "support/triage@1", "support/triage@1")

    assert (said.status, said.out) == (DONE, "The same.\n")


def test_search_finds_words_of_versions_and_of_outputs(workbench):
    workbench("run", "support/triage", "-m", "demo/brief", "--var", "ticket=My zebra is broken")

    kinds = {hit["kind"] for hit in workbench("search", "ticket", "--json").document}
    nothing = workbench("search", "xyzzy", "--json").document

    assert "version" in kinds
    assert nothing == []


def test_a_difference_is_told_in_words_first(workbench):
    told = workbench("diff", "support/triage@1", "support/triage@2")
    document = workbench("diff", "support/triage@1", "support/triage@2", "--json").document

    words = "; ".join(change["words"] for change in document["changes"])
    assert words
    assert told.out.splitlines()[0] == words


def test_a_filter_that_cannot_be_followed_is_wrong_use(workbench):
    told = workbench("search", "ticket", "in:boxes")

    assert told.status == 2
    assert "in:outputs" in told.err
