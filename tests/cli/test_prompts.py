from __future__ import annotations

from workbench.cli.exit_codes import DONE, ENVIRONMENT_FAILED, WRONG_USE


def test_a_new_workspace_lists_the_worked_prompts(workbench):
    said = workbench("list", "--json")

    assert said.status == DONE
    assert {"support/triage", "meetings/summary", "extraction/invoice-fields"} <= {
        prompt["path"] for prompt in said.document
    }


def test_an_empty_workspace_lists_nothing(workbench):
    assert workbench("list", "--empty", "--json").document == []


def listed(workbench, *args):
    return [prompt["path"] for prompt in workbench("list", "--json", *args).document]


def test_the_list_is_filtered_with_the_terms_of_the_window(workbench):
    assert listed(workbench, "--filter", "kind:component label:tone=friendly") == ["tone/friendly"]
    assert listed(workbench, "--filter", "archived:yes") == []
    assert listed(workbench, "--filter", "no-such-word") == []


def test_every_label_is_listed_with_the_owner(workbench):
    [triage] = workbench("list", "--json", "--filter", "path:support/triage").document

    assert f"owner: {triage['owner']}" in triage["all_labels"]
    assert triage["favourite"] is False


def test_a_filter_that_was_not_saved_is_wrong_use(workbench):
    said = workbench("list", "--saved", "mine")

    assert said.status == WRONG_USE
    assert "Ctrl+Alt+S" in said.err


def test_a_version_is_shown_with_its_messages(workbench):
    said = workbench("show", "support/triage@1", "--json")

    assert said.document["version"] == 1
    assert said.document["content"]["messages"][0]["role"] == "system"


def test_a_prompt_that_does_not_exist_is_wrong_use(workbench):
    said = workbench("show", "no/such-prompt")

    assert (said.status, said.out) == (WRONG_USE, "")
    assert "no/such-prompt" in said.err


def test_a_draft_without_changes_is_not_named_again(workbench):
    said = workbench("commit", "support/triage", "-m", "Nothing new")

    assert said.status == WRONG_USE
    assert "Nothing has changed since version" in said.err


def test_history_tells_versions_newest_first(workbench):
    numbers = [
        entry["version"] for entry in workbench("history", "support/triage", "--json").document
    ]

    assert numbers == sorted(numbers, reverse=True)
    assert numbers[-1] == 1


def test_what_hides_or_steers_a_terminal_is_shown_as_an_escape(workbench):
    from workbench.cli.output import printable

    assert printable("a\x1b[31mred\u202e\u200b\r") == "a\\x1b[31mred\\u202e\\u200b\\x0d"
    assert printable("line\none\ttab ünï 👩‍👩‍👧") == "line\none\ttab ünï 👩‍👩‍👧"


def test_verifying_a_registry_needs_and_makes_no_workspace(workbench, workspace, tmp_path):
    said = workbench("registry", "verify", "--registry", tmp_path)

    assert said.status == ENVIRONMENT_FAILED
    assert not workspace.exists()
