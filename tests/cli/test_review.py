"""`workbench review` on the samples: set up, sent out, taken in, told."""

from __future__ import annotations

import io
import json
import re
import shutil
from types import SimpleNamespace

import pytest

from tests.review_reviewer import answered, written
from workbench.cli.exit_codes import CHECK_FAILED, DONE, WRONG_USE

TRIAGE = "support/triage"
CONTENT = re.compile(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', re.DOTALL)


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    return tmp_path_factory.mktemp("kept") / "evaluated.workbench"


@pytest.fixture
def evaluated(workbench, workspace, kept):
    """The samples with an evaluation of 12 cells, made once."""
    if kept.exists():
        shutil.copy(kept, workspace)
        return
    said = workbench(
        *("eval", "support/triage@2", "support/triage@3", "--dataset", "Everyday tickets"),
        *("-m", "demo/brief", "--name", "Tickets", "--json"),
    )
    assert len(said.document["cells"]) == 12
    assert workbench("backup", kept).status == DONE


def opened(path):
    """The document in a pack, and its key."""
    content = json.loads(CONTENT.search(path.read_text(encoding="utf-8"))[1])
    return content["pack"], bytes.fromhex(content["key"])


def sent_back(path, answers, target=None):
    """What the browser saves: the same answers to every item."""
    pack, key = opened(path)
    data = written(answered(pack, key, {item["key"]: answers for item in pack["items"]}))
    file = target or path.with_suffix(".json")
    file.write_bytes(data)
    return file


def test_a_pack_is_written_with_nothing_more_than_whose_outputs(workbench, evaluated, tmp_path):
    said = workbench("review", "pack", "--prompt", TRIAGE, "-o", tmp_path / "pack.html")

    assert said.status == DONE
    assert re.fullmatch(r".*/pack\.html: \d+ for reviewer\n", said.out)
    assert "workbench review import" in said.err
    pack, _ = opened(tmp_path / "pack.html")
    assert [question["text"] for question in pack["questions"]] == ["How good is this answer?"]


def test_from_setting_up_to_the_report(workbench, evaluated, tmp_path):
    set_up = workbench(
        *("review", "pack", "--evaluation", "Tickets", "-o", f"{tmp_path}/packs/"),
        *("--reviewer", "Ada", "--reviewer", "Bo/x", "--ask", "Is it polite?"),
        *("--sample", 8, "--stratify", "column", "--shared", 4, "--seed", 5, "--json"),
    )
    files = [each["file"] for each in set_up.document["packs"]]
    back = [sent_back(tmp_path / "packs" / file, {"is-it-polite": True}) for file in files]

    taken = workbench("review", "import", *back)
    shown = workbench("review", "show", "Tickets", "--json").document
    report = workbench("review", "report", "Tickets")
    figures = workbench("review", "report", "Tickets", "--json").document

    assert (set_up.document["seed"], shown["items"]) == (5, 8)
    assert [file.rsplit("/", 1)[1] for file in files] == ["Tickets-Ada.html", "Tickets-Bo-x.html"]
    assert taken.status == DONE
    assert taken.out.splitlines() == [
        f"{back[0]}: Tickets: 6 new answers from Ada.",
        f"{back[1]}: Tickets: 6 new answers from Bo/x.",
    ]
    assert [each["judged"] for each in shown["reviewers"]] == [6, 6]
    assert [each["judgments"] for each in shown["results"]] == [6, 6]
    assert report.out.startswith("# Tickets\n")
    assert "Kept as evidence: sha256:" in report.err
    assert figures["figures"]["items"] == 8


def test_one_refused_file_does_not_keep_the_others_out(workbench, evaluated, tmp_path):
    workbench("review", "pack", "--evaluation", "Tickets", "-o", tmp_path / "a.html")
    good = sent_back(tmp_path / "a.html", {"quality": 4})
    changed = tmp_path / "changed.json"
    changed.write_bytes(good.read_bytes().replace(b'"quality": 4', b'"quality": 5', 1))

    said = workbench("review", "import", changed, tmp_path / "none.json", good)

    assert said.status == CHECK_FAILED
    assert "12 new answers from reviewer" in said.out
    assert f"{changed}: refused. These answers cannot be trusted" in said.err
    assert "With --anyway they are taken in and flagged." in said.err
    assert "none.json: refused. The file cannot be" in said.err


def test_changed_answers_are_taken_in_where_somebody_insists(workbench, evaluated, tmp_path):
    workbench("review", "pack", "--evaluation", "Tickets", "-o", tmp_path / "a.html")
    good = sent_back(tmp_path / "a.html", {"quality": 4})
    good.write_bytes(good.read_bytes().replace(b'"quality": 4', b'"quality": 5', 1))

    refused = workbench("review", "import", good, "--json")
    taken = workbench("review", "import", good, "--anyway")

    assert (refused.status, refused.document[0]["taken"]) == (CHECK_FAILED, False)
    assert taken.status == DONE
    assert "does not hold" in taken.err
    assert "does not hold" in workbench("review", "show", "Tickets").out


def test_what_was_pasted_is_taken_from_standard_input(workbench, evaluated, tmp_path, monkeypatch):
    workbench("review", "pack", "--evaluation", "Tickets", "-o", tmp_path / "a.html")
    data = sent_back(tmp_path / "a.html", {"quality": 4}).read_bytes()
    pasted = b"Hi,\n\n> " + data.replace(b"\n", b"\n> ")
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(pasted)))

    said = workbench("review", "import", "-", "--json")

    assert said.status == DONE
    assert [(each["file"], each["new"]) for each in said.document] == [("-", 12)]


def test_the_same_file_again_says_so_and_is_no_failure(workbench, evaluated, tmp_path):
    workbench("review", "pack", "--evaluation", "Tickets", "-o", tmp_path / "a.html")
    good = sent_back(tmp_path / "a.html", {"quality": 4})

    workbench("review", "import", good)
    again = workbench("review", "import", good)

    assert again.status == DONE
    assert "Nothing new from reviewer: this file was taken in on" in again.out


def test_a_pack_is_never_written_over_a_file_unasked(workbench, evaluated, tmp_path):
    target = tmp_path / "a.html"
    target.write_text("mine", encoding="utf-8")

    refused = workbench("review", "pack", "--evaluation", "Tickets", "-o", target)
    nothing = workbench("review", "list", "--json").document
    forced = workbench("review", "pack", "--evaluation", "Tickets", "-o", target, "--force")

    assert (refused.status, nothing) == (WRONG_USE, [])
    assert f"{target} is there already." in refused.err
    assert forced.status == DONE
    assert opened(target)


def test_a_pack_is_written_again_for_one_reviewer(workbench, evaluated, tmp_path):
    people = ("--reviewer", "Ada", "--reviewer", "Bo")
    workbench("review", "new", "--evaluation", "Tickets", *people, "--name", "Blind")
    pattern = f"{tmp_path}/pack-{{reviewer}}.html"

    said = workbench("review", "pack", "Blind", "--reviewer", "Bo", "-o", pattern)
    stranger = workbench("review", "pack", "Blind", "--reviewer", "Eve", "-o", pattern)
    mixed = workbench("review", "pack", "Blind", "--kind", "label", "-o", pattern)

    assert said.out == f"{tmp_path}/pack-Bo.html: 12 for Bo\n"
    assert opened(tmp_path / "pack-Bo.html")[0]["reviewer"] == "Bo"
    assert (stranger.status, mixed.status) == (WRONG_USE, WRONG_USE)
    assert "Reviewers are Ada, Bo." in stranger.err
    assert "Blind is set up already: --kind goes with a new review." in mixed.err


def test_names_that_make_the_same_file_do_not(workbench, evaluated, tmp_path):
    people = ("--reviewer", "A/b", "--reviewer", "a:b", "--reviewer", "...")

    said = workbench("review", "pack", "--evaluation", "Tickets", *people, "-o", tmp_path, "--json")

    names = [each["file"].rsplit("/", 1)[1] for each in said.document["packs"]]
    assert names == ["Tickets-A-b.html", "Tickets-a-b-2.html", "Tickets-review.html"]


def test_several_reviewers_do_not_fit_into_one_file(workbench, evaluated, tmp_path):
    people = ("--reviewer", "Ada", "--reviewer", "Bo")

    said = workbench(
        "review", "pack", "--evaluation", "Tickets", *people, "-o", tmp_path / "one.html"
    )

    assert said.status == WRONG_USE
    assert "is one file, and there are 2 reviewers." in said.err


def test_a_rubric_from_a_file_is_kept_and_asked_again_by_its_name(workbench, evaluated, tmp_path):
    file = tmp_path / "held.yaml"
    file.write_text("name: Held\nquestions:\n  - text: Is it kind?\n    kind: yes or no\n")

    first = workbench("review", "new", "--prompt", TRIAGE, "--rubric", file, "--json").document
    again = workbench("review", "new", "--prompt", TRIAGE, "--rubric", "Held", "--json").document
    more = workbench(
        *("review", "new", "--prompt", TRIAGE, "--rubric", "Held", "--ask", "Is it short?"),
        "--json",
    ).document
    unknown = workbench("review", "new", "--prompt", TRIAGE, "--rubric", "Other")

    assert [each["id"] for each in first["questions"]] == ["is-it-kind"]
    assert again["questions"] == first["questions"]
    assert [each["id"] for each in more["questions"]] == ["is-it-kind", "is-it-short"]
    assert "There are: Held." in unknown.err


def test_a_mistake_in_a_rubric_is_told_with_its_line_and_nothing_is_set_up(
    workbench, evaluated, tmp_path
):
    file = tmp_path / "held.yaml"
    file.write_text("questions:\n  - text: Good?\n    kind: stars\n")

    said = workbench("review", "new", "--prompt", TRIAGE, "--rubric", file)

    assert said.status == WRONG_USE
    assert f"{file}:3: questions[0].kind: 'stars' is none of" in said.err
    assert workbench("review", "list", "--json").document == []


@pytest.mark.parametrize(
    ("options", "kind", "asked"),
    [
        (("--labels", "good, bad"), "label", ["label"]),
        (("--kind", "prefer"), "prefer", ["preference"]),
        (("--kind", "correct"), "correct", ["correction"]),
        (("--ask", "Is it true?", "--ask", "Is it true?"), "rate", ["is-it-true", "is-it-true-2"]),
    ],
)
def test_every_kind_of_review_is_set_up(workbench, evaluated, options, kind, asked):
    said = workbench("review", "new", "--evaluation", "Tickets", *options, "--json")

    assert said.document["kind"] == kind
    assert [question["id"] for question in said.document["questions"]] == asked


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("new",), "Say whose outputs to review"),
        (("new", "--prompt", TRIAGE, "--evaluation", "Tickets"), "Say whose outputs"),
        (("new", "--prompt", TRIAGE, "--only", "failed"), "--only goes with --evaluation."),
        (("new", "--evaluation", "x", "-m", "demo/brief"), "--model goes with --prompt."),
        (("new", "--prompt", TRIAGE, "--stratify", "label"), "--stratify goes with --sample N."),
        (("new", "--prompt", TRIAGE, "--sample", "0"), "--sample needs at least 1."),
        (("new", "--prompt", TRIAGE, "--shared", "-1"), "--shared cannot be less than 0."),
        (("new", "--prompt", TRIAGE, "--kind", "label"), "--kind label needs --labels A,B."),
        (("new", "--prompt", TRIAGE, "--labels", "a"), "at least two answers to choose from"),
        (
            ("new", "--prompt", TRIAGE, "--labels", "a,b", "--kind", "rate"),
            "--labels go with --kind label.",
        ),
        (("new", "--prompt", TRIAGE, "--needed", "3"), "More judgments are needed than reviewers"),
        (("new", "--prompt", TRIAGE, "--reviewer", " "), "Name at least one reviewer."),
        (("new", "--prompt", "no/where"), "no/where"),
        (("new", "--evaluation", "none"), "There is no evaluation 'none'."),
        (("show", "none"), "There is no review 'none'."),
        (("pack", "none", "-o", "x.html"), "There is no review 'none'."),
    ],
)
def test_what_does_not_make_a_review_is_told(workbench, evaluated, words, told):
    said = workbench("review", *words)

    assert said.status == WRONG_USE
    assert told in said.err


def test_a_folder_that_is_not_there_is_told_before_there_is_a_review(
    workbench, evaluated, tmp_path
):
    said = workbench(
        "review", "pack", "--evaluation", "Tickets", "-o", tmp_path / "none" / "a.html"
    )

    assert said.status == WRONG_USE
    assert "there is no such folder" in said.err
    assert workbench("review", "list", "--json").document == []


def test_who_has_nothing_to_judge_gets_no_file(workbench, evaluated, tmp_path):
    people = ("--reviewer", "Ada", "--reviewer", "Bo", "--sample", 1, "--shared", 0)

    said = workbench("review", "pack", "--evaluation", "Tickets", *people, "-o", tmp_path, "--json")

    assert len(said.document["packs"]) == 1
    assert "has nothing to judge: no file is written." in said.err


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((), "Asked: How good is this answer? (1 to 5)"),
        (("--labels", "good,bad"), "Asked: Which label fits best? (good, bad)"),
        (("--kind", "correct", "--open"), "Asked: How should it have been? (correction)"),
    ],
)
def test_a_review_is_shown_with_what_it_asks(workbench, evaluated, options, told):
    workbench("review", "new", "--evaluation", "Tickets", *options)

    shown = workbench("review", "show", "Tickets").out

    assert told in shown
    assert ("open" if "--open" in options else "blind") in shown.splitlines()[0]


def test_only_what_failed_is_put_before_people(workbench, evaluated):
    said = workbench("review", "new", "--evaluation", "Tickets", "--only", "failed", "--json")

    assert said.document["source"] == "Tickets, failed ones"
    [review] = workbench("review", "list", "--json").document
    assert review["items"] == 6


def test_a_prompts_outputs_are_narrowed_to_a_version_and_a_model(workbench, evaluated):
    narrow = ("--prompt", f"{TRIAGE}@2", "-m", "demo/brief")

    said = workbench("review", "new", *narrow, "--name", "Narrow", "--json")

    assert said.document["source"] == f"{TRIAGE} v2"
    assert "Narrow" in workbench("review", "list").out


def test_a_review_without_a_name_tells_reviewers_no_version(workbench, evaluated):
    narrow = ("--prompt", f"{TRIAGE}@2", "-m", "demo/brief")

    blind = workbench("review", "new", *narrow, "--json").document
    shown = workbench("review", "new", *narrow, "--open", "--json").document

    assert (blind["name"], blind["source"]) == (TRIAGE, f"{TRIAGE} v2")
    assert shown["name"] == f"{TRIAGE} v2"


def test_a_review_is_closed_and_opened_again(workbench, evaluated, tmp_path):
    workbench("review", "pack", "--evaluation", "Tickets", "-o", tmp_path / "a.html")
    back = sent_back(tmp_path / "a.html", {"quality": 4})

    closed = workbench("review", "close", "Tickets")
    late = workbench("review", "import", back)
    reopened = workbench("review", "close", "Tickets", "--reopen", "--json")

    assert closed.out == "Tickets is closed.\n"
    assert (late.status, "Tickets is closed" in late.err) == (CHECK_FAILED, True)
    assert reopened.document["closed"] is False
    assert workbench("review", "import", back).status == DONE


def test_a_report_is_written_in_the_form_that_its_name_says(workbench, evaluated, tmp_path):
    workbench("review", "pack", "--evaluation", "Tickets", "-o", tmp_path / "a.html")
    workbench("review", "import", sent_back(tmp_path / "a.html", {"quality": 4}))
    page, figures, bare = (tmp_path / name for name in ("r.html", "r.json", "bare.md"))

    workbench("review", "report", "Tickets", "-o", page)
    workbench("review", "report", "Tickets", "-o", figures)
    told = workbench("review", "report", "Tickets", "-o", bare, "--without-texts")
    again = workbench("review", "report", "Tickets", "-o", bare)
    odd = workbench("review", "report", "Tickets", "-o", tmp_path / "r.doc")
    both = workbench("review", "report", "Tickets", "--json", "--format", "html")

    assert page.read_text(encoding="utf-8").lower().startswith("<!doctype html>")
    assert json.loads(figures.read_text(encoding="utf-8"))["spec"] == "review-report/1"
    assert "Kept as evidence" not in told.err
    assert bare.read_text(encoding="utf-8").startswith("# Tickets")
    assert (again.status, odd.status, both.status) == (WRONG_USE, WRONG_USE, WRONG_USE)


def test_terminal_escapes_in_what_comes_back_are_harmless(workbench, evaluated, tmp_path):
    workbench("review", "pack", "--evaluation", "Tickets", "-o", tmp_path / "a.html")
    pack, key = opened(tmp_path / "a.html")
    hostile = {"quality": 4, "\x1b[2J\u202e": "x"}
    data = written(answered(pack, key, {pack["items"][0]["key"]: hostile}))
    (tmp_path / "h.json").write_bytes(data)

    said = workbench("review", "import", tmp_path / "h.json")

    assert "\x1b" not in said.out + said.err
    assert "\\x1b[2J\\u202e was not asked: that answer is left out" in said.err
