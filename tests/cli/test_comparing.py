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
