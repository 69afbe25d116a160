from __future__ import annotations

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.packs import a_pack, is_signed
from workbench.domain.reviews import ReviewKind

MARKUP = (
    "<script>window.hit = 1</script>",
    "</script><script>window.hit = 1</script>",
    "<!-- <script> --!> <!--",
    '<img src=x onerror="window.hit = 1">',
    "<svg onload='window.hit = 1'><style>body{display:none}</style>",
    "<iframe src='https://evil.example/'></iframe>",
    '<a href="javascript:window.hit=1">press</a>',
    "]]></textarea></title></style>",
    "{{ script }} {{ content }} ${window.hit = 1}",
    "&lt;b&gt; &amp; &#x202e;",
)
SOURCES = "script[src], img, svg, iframe, link[href], a[href], object, embed, video, audio"


@pytest.mark.parametrize("text", MARKUP)
def test_markup_is_shown_as_it_is_written(reviewer, text):
    reviewer.open(a_pack(text, instructions=text, name=f"Review {text}"))
    assert text in reviewer.text(".instructions")
    reviewer.begin()

    assert reviewer.text("[data-output]") == text
    assert reviewer.run("return window.hit") is None
    assert reviewer.all(SOURCES) == []
    assert len(reviewer.all("script")) == 2


def test_links_and_pictures_are_text_with_their_address(reviewer):
    text = "[press](javascript:alert(1) and ![logo](http://evil.example/x.png) http://evil.example"
    reviewer.open(a_pack(text))
    reviewer.begin()

    shown = reviewer.text("[data-output]")
    assert "press (javascript:alert(1)" in shown
    assert "Picture: logo (http://evil.example/x.png)" in shown
    assert reviewer.all(SOURCES) == []


def test_nothing_that_turns_hides_or_breaks_text_goes_unseen(reviewer):
    text = "a\u202eb\u2066c\x00d\x1be\u200bf\ufeffg\ud800h\U000e0041i"
    reviewer.open(a_pack(text))
    reviewer.begin()

    signs = [each.text for each in reviewer.all("[data-output] .hidden-sign")]
    numbers = ("202E", "2066", "0000", "001B", "200B", "FEFF", "D800", "E0041")
    assert signs == [f"⟨U+{number}⟩" for number in numbers]


def test_offsets_hold_in_text_that_cannot_be_shown_as_it_is(reviewer):
    text = "a\u202eb\x00 😀 \ud800 word"
    reviewer.open(a_pack(text))
    reviewer.begin()
    reviewer.select("😀 ⟨U+D800⟩ word")
    reviewer.press("c", *"So")
    reviewer.press_with(Keys.CONTROL, Keys.ENTER)
    reviewer.press("4", "1")

    results = reviewer.save()

    assert is_signed(results)
    [comment] = results["judgments"][0]["comments"]
    assert text[comment["start"] : comment["end"]] == "😀 \ud800 word"
    assert comment["quote"] == "😀 \ufffd word"


def test_a_megabyte_on_one_line_is_folded_and_can_be_read_to_its_end(reviewer):
    text = "x" * 1_000_000 + " the end"
    reviewer.open(a_pack(text))
    reviewer.begin()
    assert len(reviewer.text("[data-output]")) < 30_000

    reviewer.click(".show-all")
    assert reviewer.all(".show-all") == []
    reviewer.select("the end")
    reviewer.press("c", *"Long")
    reviewer.press_with(Keys.CONTROL, Keys.ENTER)
    reviewer.press("4", "1")

    [comment] = reviewer.save()["judgments"][0]["comments"]
    assert (comment["start"], comment["end"]) == (1_000_001, 1_000_008)


@pytest.mark.parametrize(
    "text",
    ["*" * 19_000, "[" * 19_000, "`" * 9_000 + "a", "> " * 9_000, "- " * 9_000, "*a " * 6_000,
     "_a_" * 6_000, "|-" * 9_000, "1. " * 6_000, "\n".join("  " * n + "- a" for n in range(90)),
     "[" * 9_000 + "]" * 9_000, "#" * 19_000, "\\" * 19_000, "```\n" * 5_000, "![](" * 4_000],
    ids=lambda text: text[:4].strip(),
)  # fmt: skip
def test_text_that_is_hard_to_read_as_markdown_is_shown_all_the_same(reviewer, text):
    reviewer.open(a_pack(text))
    reviewer.begin()

    assert reviewer.position == "1 of 1"
    reviewer.press("4", "1", Keys.ENTER)
    assert "All done" in reviewer.text()


def test_right_to_left_text_reads_from_the_right_and_keeps_to_itself(reviewer):
    reviewer.open(a_pack("مرحبا بالعالم\n\nHello"))
    reviewer.begin()
    ways = [
        reviewer.run("return getComputedStyle(arguments[0]).direction", each)
        for each in reviewer.all("[data-output] p")
    ]

    assert ways == ["rtl", "ltr"]


def test_words_of_the_setup_are_hostile_too(reviewer):
    nasty = "</script><img src=x onerror=window.hit=1>\u202e"
    labels = (nasty, "other")
    reviewer.open(a_pack("One.", kind=ReviewKind.LABEL, labels=labels, questions=(), name=nasty))
    reviewer.begin()
    reviewer.press("1", Keys.ENTER)

    assert reviewer.save()["judgments"][0]["answers"] == {"label": nasty}
    assert reviewer.run("return window.hit") is None


def test_the_policy_lets_no_injected_script_handler_style_or_request_through(reviewer):
    reviewer.open(a_pack("One."))
    reviewer.run(
        """
        window.refused = [];
        document.addEventListener("securitypolicyviolation", (event) =>
          window.refused.push(event.effectiveDirective));
        const add = (tag, fields) => document.body.append(
          Object.assign(document.createElement(tag), fields));
        add("script", {textContent: "window.hit = 1"});
        add("script", {src: "https://evil.example/x.js"});
        add("img", {src: "https://evil.example/x.png"});
        add("style", {textContent: "body { display: none }"});
        add("iframe", {src: "https://evil.example/"});
        const pressed = document.createElement("button");
        pressed.setAttribute("onclick", "window.hit = 1");
        document.body.append(pressed);
        pressed.click();
        fetch("https://evil.example/").catch(() => {});
        """
    )
    reviewer.until(lambda: len(reviewer.run("return window.refused")) >= 7)

    assert set(reviewer.run("return window.refused")) == {
        "script-src-elem", "script-src-attr", "img-src", "style-src-elem", "frame-src",
        "connect-src",
    }  # fmt: skip
    assert reviewer.run("return window.hit") is None
    assert reviewer.one("body").is_displayed()
    assert all("Content Security Policy" in each for each in reviewer.complaints())
