from __future__ import annotations

import re

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.packs import a_pack
from workbench.domain.reviews import ReviewKind
from workbench.domain.rubrics import Question, QuestionKind

PHONE = {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True}
LONG = "A long answer that goes on. " * 40 + "unbreakable" * 30
QUESTIONS = (
    Question("tone", "Is the tone right?", most=10, least_means="cold", most_means="warm"),
    Question("use", "What would you do?", QuestionKind.CHOICE, choices=("send " * 8, "drop")),
    Question("why", "Why?", QuestionKind.TEXT, required=False),
    Question("share", "How much?", least=0, most=100),
)
CONTRAST = """
const rgb = (colour) => colour.match(/[\\d.]+/g).map(Number);
const light = (colour) => {
  const [r, g, b] = rgb(colour).map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const behind = (node) => {
  for (let at = node; at; at = at.parentElement) {
    const colour = getComputedStyle(at).backgroundColor;
    if (!/, 0\\)$/.test(colour)) return colour;
  }
  return "rgb(255, 255, 255)";
};
const found = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let text = walker.nextNode(); text; text = walker.nextNode()) {
  const node = text.parentElement;
  if (!text.data.trim() || !node.checkVisibility() || node.closest("script, :disabled")) continue;
  const pair = [light(getComputedStyle(node).color), light(behind(node))].sort((a, b) => b - a);
  const ratio = (pair[0] + 0.05) / (pair[1] + 0.05);
  if (ratio < 4.5) found.push([text.data.slice(0, 30), ratio]);
}
return found;
"""


def on_a_phone(reviewer):
    reviewer.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)


def in_the_dark(reviewer):
    feature = {"name": "prefers-color-scheme", "value": "dark"}
    reviewer.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})


@pytest.mark.parametrize("kind", [ReviewKind.RATE, ReviewKind.PREFER])
def test_on_a_phone_everything_is_in_reach_of_a_thumb(reviewer, kind):
    on_a_phone(reviewer)
    item = (LONG, "Short.") if kind is ReviewKind.PREFER else LONG
    reviewer.open(a_pack(item, kind=kind, questions=QUESTIONS))
    for step in (".start-button", ".finish"):
        width = "return document.documentElement.scrollWidth"
        assert reviewer.run(width) <= PHONE["width"]
        small = [
            target.text
            for target in reviewer.all("button, .choice, summary")
            if target.is_displayed() and target.rect["height"] < 40
        ]
        assert small == []
        reviewer.click(step)


def test_on_a_phone_two_texts_stand_one_above_the_other(reviewer):
    on_a_phone(reviewer)
    reviewer.open(a_pack(("One.", "Other."), kind=ReviewKind.PREFER, questions=()))
    reviewer.click(".start-button")

    upper, lower = reviewer.all(".outputs .card")
    assert upper.rect["y"] + upper.rect["height"] <= lower.rect["y"]
    assert [each.text for each in reviewer.all(".choice > span")] == [
        "Upper is better",
        "Equally good",
        "Lower is better",
    ]


def seen_everywhere(reviewer):
    """Each screen and dialog in turn, with something in all of it."""
    yield "start"
    reviewer.begin()
    reviewer.press("4", Keys.ENTER)
    reviewer.press("c", *"So")
    yield "comment"
    reviewer.press_with(Keys.CONTROL, Keys.ENTER)
    yield "item"
    reviewer.press("s")
    yield "skip"
    reviewer.press(Keys.ENTER)
    reviewer.press_with(Keys.SHIFT, Keys.ENTER)
    yield "skipped"
    reviewer.press("?")
    yield "keys"
    reviewer.press(Keys.ESCAPE)
    reviewer.click(".finish")
    yield "end"


@pytest.mark.parametrize("scheme", [None, in_the_dark], ids=["light", "dark"])
def test_text_stands_out_from_what_is_behind_it(reviewer, scheme):
    if scheme:
        scheme(reviewer)
    text = "# Head\n\n> quote `code` \u202e\n\n[a](b)\n\n|a|b|\n|-|-|\n|c|d|"
    reviewer.open(a_pack(text, "Two.", questions=QUESTIONS))

    assert {screen: reviewer.run(CONTRAST) for screen in seen_everywhere(reviewer)} == {
        screen: [] for screen in ("start", "comment", "item", "skip", "skipped", "keys", "end")
    }


def test_dark_is_dark(reviewer):
    in_the_dark(reviewer)
    reviewer.open(a_pack("One."))
    colour = reviewer.run("return getComputedStyle(document.body).backgroundColor")

    assert max(int(part) for part in re.findall(r"\d+", colour)) < 64


def test_everything_has_a_name_for_a_screen_reader(reviewer):
    reviewer.open(a_pack("One.", "Two.", questions=QUESTIONS))
    for _ in seen_everywhere(reviewer):
        tree = reviewer.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
        named = ("button", "radio", "textbox", "checkbox", "dialog", "spinbutton", "progressbar")
        nameless = [
            node["role"]["value"]
            for node in tree
            if not node["ignored"]
            and node["role"]["value"] in named
            and not node.get("name", {}).get("value")
        ]
        assert nameless == []
        assert len(reviewer.all("h1")) == len(reviewer.all("main")) == 1


def test_each_screen_begins_at_its_heading(reviewer):
    reviewer.open(a_pack("One.", "Two."))
    focused = "return document.activeElement.tagName"
    assert reviewer.run(focused) == "H1"
    reviewer.begin()
    reviewer.press("4", "1", Keys.ENTER)
    assert (reviewer.run(focused), reviewer.position) == ("H1", "2 of 2")
    assert reviewer.run("return scrollY") == 0


def test_a_scale_of_a_hundred_takes_a_number(reviewer):
    reviewer.open(a_pack("One.", questions=QUESTIONS[3:]))
    reviewer.begin()
    reviewer.press("1", *"75")

    assert reviewer.save()["judgments"][0]["answers"] == {"share": 75}
