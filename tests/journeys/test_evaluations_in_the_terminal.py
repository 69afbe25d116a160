"""`workbench eval` as a team's pipeline uses it: halted and killed, resumed, gated, reported."""

from __future__ import annotations

import csv
import json
import random
import signal
from html.parser import HTMLParser
from xml.etree import ElementTree

import psutil
import pytest

from tests.journeys.conftest import home_at
from tests.journeys.terminal import (
    CASES,
    JUDGED,
    PATIENCE,
    Terminal,
    asked_of,
    at_request,
    greeting_server,
)
from workbench.domain.models import Endpoint
from workbench.domain.settings import Limits, Settings
from workbench.store.settings_file import TomlSettings

MODELS = ("greets;m=a", "greets;m=b", "greets;m=c")
ALL_MODELS = tuple(f"lab/{each}" for each in MODELS)
BOTH = ("hello@1", "hello@2")
NAMES = ("--dataset", "Names")
GARBLED = "case-43. from greets;m=b"
"""The one answer whose judgment nobody understands."""
BROKEN = "case-51."


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    with home_at(tmp_path_factory.mktemp("home")) as folder:
        yield folder


@pytest.fixture(scope="module")
def server(home):
    with greeting_server(home / "server") as server:
        extra = ("judges", "crowded;most=2")
        endpoint = Endpoint("lab", server.base_url, models=(*MODELS, *extra))
        TomlSettings().save(
            Settings(endpoints=(endpoint,), find_local_servers=False, limits=Limits(attempts=3))
        )
        yield server


@pytest.fixture(scope="module")
def workbench(home, server):
    terminal = Terminal(home / "team.workbench")
    terminal.fill()
    return terminal


def killed(seen):
    def act(process):
        seen.extend([process, *process.children(recursive=True)])
        process.kill()

    return act


def interrupted(seen):
    def act(process):
        seen.extend([process, *process.children(recursive=True)])
        process.send_signal(signal.SIGINT)

    return act


HALTED = {killed: -signal.SIGKILL, interrupted: 130}
"""The exit status of what was halted so."""


def assert_ended(processes):
    _gone, alive = psutil.wait_procs(processes, timeout=PATIENCE)
    assert alive == []


def the_evaluation(workbench, name):
    found = workbench("eval", "--list", "--json").document
    (one,) = [each for each in found if each["name"] == name]
    return one


@pytest.fixture(scope="module")
def halted_often(workbench, server):
    """The whole evaluation, killed at three moments and paused at one; what was seen then."""
    server.changes("garbage", GARBLED)
    server.changes("broken", BROKEN)
    chance, seen, told = random.Random(4), [], []
    words = ["eval", *BOTH, *NAMES, "-m", *ALL_MODELS, "--name", "All", "-j", "16"]
    for act in (killed, interrupted, killed, killed):
        moment = at_request(server, chance.randint(1, 220), act(seen))
        said = workbench(*words, halt=moment)
        assert said.status == HALTED[act], said.err or said.out
        assert_ended(seen)
        finished = {
            asked_of(run.job.model.removeprefix("lab/"), run.messages)
            for run in workbench.finished_runs()
        }
        # An answer that nobody understands is forgotten, and asked for anew by the next cell
        finished = {(model, text) for model, text in finished if GARBLED not in text}
        told.append((act, said, finished, workbench.asked(server)))
        words = ["eval", "--resume", the_evaluation(workbench, "All")["evaluation"], "-j", "16"]
    return workbench(*words, "--json"), told


def test_halted_again_and_again_it_ends_whole(halted_often, workbench):
    said, _told = halted_often

    document = said.document if said.out else pytest.fail(said.err)
    assert document["evaluation"]["state"] == "finished"
    assert len(document["cells"]) == 2 * len(MODELS) * CASES
    assert workbench("check").status == 0


def test_what_was_finished_was_never_sent_again(halted_often, workbench, server):
    _said, told = halted_often
    at_the_end = workbench.asked(server)

    for _act, _halted, finished, asked in told:
        assert {each: at_the_end[each] for each in finished} == {
            each: asked[each] for each in finished
        }
    assert any(finished for _act, _halted, finished, _asked in told)


def test_a_judgment_nobody_understands_is_an_error_and_the_others_stand(halted_often):
    said, _told = halted_often
    cells = said.document["cells"]

    judged = [c for c in cells if int(c["case"].removeprefix("c")) % JUDGED == 3]
    errors = [c for c in judged if c["verdict"] == "error"]
    assert len(judged) == 2 * len(MODELS) * CASES // JUDGED
    assert {c["case"] for c in errors} == {"c43"}
    assert {c["verdict"] for c in judged if c not in errors} == {"passed"}


def test_only_what_failed_is_asked_again(halted_often, workbench, server):
    said, _told = halted_often
    wrong = {(c["case"], c["column"]) for c in said.document["cells"] if c["verdict"] == "error"}
    before = workbench.asked(server)
    server.changes("garbage")
    server.changes("broken")

    again = workbench("eval", "--resume", said.document["evaluation"]["id"], "--retry", "--json")

    sent = workbench.asked(server) - before
    texts = [text for _model, text in sent.elements()]
    assert wrong == {("c51", column) for column in range(6)} | {("c43", 1), ("c43", 4)}
    assert sum(BROKEN in text for text in texts) == 6
    assert all(BROKEN in text or GARBLED in text for text in texts)
    assert again.status == 0
    assert not [c for c in again.document["cells"] if c["verdict"] == "error"]


@pytest.fixture(scope="module")
def each_version(halted_often, workbench):
    """Each version by itself, of answers on record; the first one is the pinned baseline."""
    for version in (1, 2):
        words = (f"hello@{version}", *NAMES, "-m", *ALL_MODELS, "--name", f"Version {version}")
        assert workbench("eval", *words).status in (0, 3)
    with workbench.services() as services:
        first = services.evaluations.named("Version 1")
        services.evaluations.pin_baseline(first.columns[0].prompt_id, first.id)


def gate(home, **conditions):
    path = home / "gate.yaml"
    path.write_text("".join(f"{name}: {value}\n" for name, value in conditions.items()))
    return path


STRICT = {"pass_rate": 0.9, "no_critical_failures": "true", "no_regression": "true"}


def test_a_gate_holds_against_the_pinned_baseline(each_version, workbench, home):
    wanted = gate(home, **STRICT, confidence=0.95, max_drop=0.01, latency_p95=60, min_cases=200)

    said = workbench("eval", "--show", "Version 2", "--gate", wanted)

    assert said.status == 0
    assert said.out.count("Gate, ") == said.out.count(": holds") == len(MODELS)
    for model in ALL_MODELS:
        assert f"{model}: v2 is better than v1 on 50 of 200 cases, worse on none" in said.out


def test_a_gate_that_fails_names_its_conditions_and_cases(each_version, workbench, home):
    wanted = gate(home, **STRICT, latency_p95=0.0001, cost_per_run_usd=0.01)

    said = workbench(
        "eval", "--show", "Version 1", "--baseline", "Version 2", "--gate", wanted, "--json"
    )

    first = said.document["gates"][0]
    failed = {c["name"]: c["cases"] for c in first["conditions"] if not c["holds"]}
    fourth = {f"c{number}" for number in range(0, CASES, 4)}
    assert said.status == 1
    assert failed.keys() == {*STRICT, "latency_p95", "cost_per_run_usd"}
    assert failed["no_critical_failures"] == ["c0", "c40", "c80", "c120", "c160"]
    assert set(failed["pass_rate"]) == set(failed["no_regression"]) == fourth
    assert len(failed["latency_p95"]) == CASES


class Tags(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.seen = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))


def test_reports_are_written_in_every_format(each_version, workbench, home):
    files = {ending: home / f"report{ending}" for ending in (".json", ".html", ".md", ".csv")}
    options = [word for file in files.values() for word in ("--report", file)]

    said = workbench("eval", "--show", "Version 1", *options, "--junit", home / "junit.xml")

    texts = {ending: file.read_text(encoding="utf-8-sig") for ending, file in files.items()}
    assert said.status == 0
    document = json.loads(texts[".json"], parse_constant=pytest.fail)
    assert len(document["cells"]) == len(MODELS) * CASES
    cases = ElementTree.parse(home / "junit.xml").getroot().iter("testcase")
    failed = [case for case in cases if case.find("failure") is not None]
    assert len(failed) == len(MODELS) * CASES // 4
    for tag, attributes in Tags(texts[".html"]).seen:
        assert tag not in ("script", "iframe", "object", "embed", "link", "img", "base")
        assert not [name for name in attributes if name.startswith("on")]
        assert not str(attributes.get("src", ""))
        assert "url(" not in str(attributes.get("style"))
    assert "75 %" in texts[".md"]
    rows = list(csv.DictReader(texts[".csv"].splitlines()))
    assert sum(row["metric"] == "overall" for row in rows) == len(MODELS) * CASES
