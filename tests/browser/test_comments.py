from __future__ import annotations

from selenium.webdriver.common.keys import Keys

from tests.browser.packs import a_pack, is_signed
from workbench.domain.reviews import ReviewKind

TEXT = """# Title 😀

Some **bold words** and `code`, \\*escaped\\*.

1. first 👩‍👩‍👧 point
   - a *nested* one
2. second

> a quote
> goes on

| Step | Who |
|------|-----|
| Check | the \\| bank |

See [our terms](https://example.com/terms).\r
The end."""


def comment_on(reviewer, words, output=0, said="Why?"):
    reviewer.select(words, output)
    reviewer.press("c", *said)
    reviewer.press_with(Keys.CONTROL, Keys.ENTER)


def test_a_comment_on_any_passage_is_found_again_in_the_stored_text(reviewer):
    reviewer.open(a_pack(TEXT))
    reviewer.begin()
    passages = {
        "Title 😀": "Title 😀",
        "bold words and": "bold words** and",
        "code": "code",
        "*escaped*": "*escaped\\*",
        "👧 point": "👧 point",
        "nested": "nested",
        "goes on": "goes on",
        "bank": "bank",
        "our terms (https": "our terms](https",
        "The end": "The end",
    }
    for shown in passages:
        comment_on(reviewer, shown)
    reviewer.press("4", "1")

    results = reviewer.save()

    comments = results["judgments"][0]["comments"]
    assert is_signed(results)
    assert [TEXT[each["start"] : each["end"]] for each in comments] == list(passages.values())
    assert [each["quote"] for each in comments] == list(passages.values())


def test_a_comment_on_structured_text_is_found_again(reviewer):
    text = '{"name":"Ada 😀","list":[1,{"deep":null}]}'
    reviewer.open(a_pack(text))
    reviewer.begin()
    assert '"deep": null' in reviewer.text("[data-output] pre")
    comment_on(reviewer, '"deep": null')
    reviewer.press("4", "1")

    [comment] = reviewer.save()["judgments"][0]["comments"]
    assert text[comment["start"] : comment["end"]] == '"deep":null'


def test_the_button_beside_a_selection_asks_for_a_comment(reviewer):
    reviewer.open(a_pack("One sentence. Another one."))
    reviewer.begin()
    reviewer.select("Another")
    reviewer.one(".bubble").click()

    assert reviewer.text("dialog q") == "Another"
    reviewer.press(*"Too many")
    reviewer.press_with(Keys.CONTROL, Keys.ENTER)
    assert reviewer.text(".comments q") == "Another"
    assert reviewer.text(".comments .words") == "Too many"


def test_without_a_selection_a_comment_is_on_the_whole_text(reviewer):
    reviewer.open(a_pack("One."))
    reviewer.begin()
    reviewer.press("c", *"Fine")
    reviewer.press_with(Keys.CONTROL, Keys.ENTER)
    reviewer.press("4", "1")

    [comment] = reviewer.save()["judgments"][0]["comments"]
    assert comment == {"output": 0, "start": 0, "end": 0, "quote": "", "text": "Fine"}


def test_a_comment_knows_which_of_two_texts_it_is_on(reviewer):
    reviewer.open(a_pack(("Same text.", "Same text."), kind=ReviewKind.PREFER, questions=()))
    reviewer.begin()
    comment_on(reviewer, "text", output=1)
    reviewer.press("1")

    [comment] = reviewer.save()["judgments"][0]["comments"]
    assert (comment["output"], comment["start"], comment["end"]) == (1, 5, 9)


def test_a_comment_is_removed_and_comes_back_with_undo(reviewer):
    reviewer.open(a_pack("One."))
    reviewer.begin()
    comment_on(reviewer, "One")
    reviewer.click(".comments button")
    assert reviewer.all(".comments li") == []
    reviewer.press("u")
    assert reviewer.text(".comments q") == "One"
    reviewer.press("u")
    assert reviewer.all(".comments li") == []


def test_on_a_pair_the_person_says_which_text_a_comment_is_on(reviewer):
    reviewer.open(a_pack(("One.", "Other."), kind=ReviewKind.PREFER, questions=()))
    reviewer.begin()
    reviewer.press("c")
    reviewer.all("dialog .which input")[1].click()
    reviewer.one("dialog textarea").send_keys("Dull")
    reviewer.press_with(Keys.CONTROL, Keys.ENTER)
    reviewer.press("1")

    [comment] = reviewer.save()["judgments"][0]["comments"]
    assert (comment["output"], comment["quote"], comment["text"]) == (1, "", "Dull")
