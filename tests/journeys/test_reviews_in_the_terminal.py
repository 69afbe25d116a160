"""`workbench review` as a team uses it: packs go out, and all sorts of files come back."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import krippendorff
import pytest

from tests.builders import NOON
from tests.journeys.conftest import home_at
from tests.journeys.judged_greetings import (
    EVALUATION,
    OUTPUTS,
    evaluated_greetings,
    told_of_origin,
)
from tests.journeys.people import RUBRIC, opinion
from tests.review_reviewer import answered, signed, written

pytestmark = pytest.mark.timeout(300)

PEOPLE = ("Ada", "Bo")
CONTENT = re.compile(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', re.DOTALL)
NOWHERE = "sha256:" + "0" * 64
LATER = NOON + timedelta(hours=2)


class Desk:
    """Where packs are written and results come in."""

    def __init__(self, workbench, folder):
        self.workbench, self.folder = workbench, folder

    def pack(self, *words):
        """What is in each pack, by reviewer."""
        people = [word for name in PEOPLE for word in ("--reviewer", name)]
        said = self.workbench("review", "pack", *words, *people, "-o", f"{self.folder}/", "--json")
        assert said.status == 0, said.err
        return {each["reviewer"]: self.opened(each["file"]) for each in said.document["packs"]}

    def opened(self, file):
        """The pack's document, and its key."""
        page = (self.folder / file).read_text(encoding="utf-8")
        with self.workbench.services() as services:
            assert told_of_origin(services, page) == []
        content = json.loads(CONTENT.search(page)[1])
        return content["pack"], bytes.fromhex(content["key"])

    def back(self, name, document):
        path = self.folder / name
        path.write_bytes(written(document))
        return path

    def take(self, *words):
        """What is said of each file, and the exit status."""
        said = self.workbench("review", "import", *words, "--json")
        return said.document, said.status

    def judgments(self, review):
        with self.workbench.services() as services:
            said = services.reviews.judgments(services.reviews.named(review).id)
        return {(each.reviewer, each.item): dict(each.answers) for each in said}


def thoughts(pack, key, at=NOON, **changed):
    """The results of somebody who answers everything; `changed` is said of all instead."""
    answers = {}
    for item in pack["items"]:
        tone, named = opinion(pack["reviewer"], item["outputs"][0]["text"])
        answers[item["key"]] = {"tone": tone, "named": named, **changed}
    return answered(pack, key, answers, at=at)


def answers_in(results):
    return {each["item"]: each["answers"] for each in results["judgments"]}


@pytest.fixture
def home(tmp_path):
    with home_at(tmp_path) as folder:
        yield folder


def test_good_files_are_taken_in_and_bad_ones_are_told_apart(home):
    workbench = evaluated_greetings(home)
    desk = Desk(workbench, home / "packs")
    asked = ("--evaluation", EVALUATION, "--rubric", RUBRIC.name)
    packs = desk.pack(*asked, "--name", "Greetings")
    others = desk.pack(*asked, "--name", "Elsewhere", "--seed", 7)
    assert workbench("review", "close", "Elsewhere").status == 0
    ada, bo = (thoughts(*packs[name], at=LATER) for name in PEOPLE)
    forged = thoughts(*packs["Bo"], at=LATER, tone=5)
    tampered = {**bo, "judgments": forged["judgments"]}
    unknown = signed({**bo, "review": NOWHERE, "pack": NOWHERE}, packs["Bo"][1])
    older = thoughts(*packs["Ada"], at=NOON, tone=1)

    files = {
        "good.json": ada,
        "tampered.json": tampered,
        "foreign.json": unknown,
        "closed.json": thoughts(*others["Bo"]),
        "doubled.json": ada,
        "older.json": older,
    }
    told, status = desk.take(*(desk.back(name, each) for name, each in files.items()))

    assert status == 1
    assert [each["taken"] for each in told] == [True, False, False, False, True, True]
    good, changed, foreign, closed, doubled, old = told
    assert (good["new"], good["reviewer"], good["doubts"]) == (OUTPUTS, "Ada", [])
    assert "changed after they were saved" in changed["reason"]
    assert "--anyway" in changed["hint"]
    assert "not in this workspace" in foreign["reason"]
    assert "closed" in closed["reason"]
    assert (doubled["new"], doubled["known"]) == (0, OUTPUTS)
    assert (old["new"], old["outdated"]) == (OUTPUTS, OUTPUTS)
    assert desk.judgments("Greetings") == {
        ("Ada", item): answers for item, answers in answers_in(ada).items()
    }

    told, status = desk.take(home / "packs" / "tampered.json", "--anyway")
    assert (status, told[0]["new"], len(told[0]["doubts"])) == (0, OUTPUTS, 1)
    honest = thoughts(*packs["Bo"], at=LATER + timedelta(hours=1))
    told, status = desk.take(desk.back("honest.json", honest))
    assert (status, told[0]["doubts"]) == (0, [])
    assert (told[0]["new"], told[0]["changed"]) == (OUTPUTS, OUTPUTS)
    the_report_tells_it(desk, {"Ada": answers_in(ada), "Bo": answers_in(honest)})


def the_report_tells_it(desk, said):
    shown = desk.workbench("review", "show", "Greetings", "--json").document
    assert [(each["name"], each["judged"]) for each in shown["reviewers"]] == [
        (name, OUTPUTS) for name in PEOPLE
    ]
    noted = [record for record in shown["results"] if record["notes"]]
    assert any("signature" in note for record in noted for note in record["notes"])

    made = desk.workbench("review", "report", "Greetings", "--format", "json").document
    alphas = {
        each["question"]["id"]: each["alpha"]["value"] for each in made["figures"]["agreements"]
    }
    items = sorted(said["Ada"])
    for asked, level, domain in (
        ("tone", "ordinal", range(1, 6)),
        ("named", "nominal", range(2)),
    ):
        table = [[int(said[name][item][asked]) for item in items] for name in PEOPLE]
        alpha = krippendorff.alpha(table, level_of_measurement=level, value_domain=list(domain))
        assert alphas[asked] == pytest.approx(alpha, abs=1e-9)
    report = desk.folder / "report.html"
    assert desk.workbench("review", "report", "Greetings", "-o", report).status == 0
    page = report.read_text(encoding="utf-8")
    assert all(name in page for name in PEOPLE)
    assert EVALUATION in page
