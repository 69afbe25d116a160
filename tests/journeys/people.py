"""People who judge greetings: what each of them thinks, and how they say it in a browser."""

from __future__ import annotations

import re
from pathlib import Path

from selenium.webdriver import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.chromium import Reviewer
from workbench.domain.rubrics import Question, QuestionKind, Rubric

RUBRIC = Rubric(
    name="Greetings",
    questions=(
        Question("tone", "Is the tone right?", least_means="cold", most_means="warm"),
        Question("named", "Is the person greeted by name?", QuestionKind.YES_NO),
    ),
)
WARMTH = {"Hi there": 2, "Hello": 3, "Good day": 3, "Welcome": 4}
BO_SAYS_NO = (("Hello", 7), ("Hi there", 4), ("Welcome", 2))
Opinion = tuple[int, bool]
"""The tone, and whether the person is greeted by name."""


def opinion(person: str, text: str) -> Opinion:
    """Most people see most things alike. The same person says the same of the same text."""
    greeting, _, rest = text.partition(",")
    found = re.search(r"case-(\d+)", rest)
    number, tone = int(found[1]) if found else 0, WARMTH[greeting]
    match person:
        case "Ada":
            return tone + (number % 5 == 1), bool(found)
        case "Bo":
            return tone - (number % 3 == 1), bool(found) and (greeting, number) not in BO_SAYS_NO
        case _:
            return tone + (greeting == "Welcome"), bool(found) and greeting != "Hi there"


class Browsing:
    """Somebody who was sent a pack."""

    def __init__(self, reviewer: Reviewer, name: str) -> None:
        self.reviewer, self.name = reviewer, name
        self.given: dict[str, Opinion] = {}
        """What was answered, by text."""

    def open(self, pack: Path) -> None:
        self.reviewer.driver.get(pack.as_uri())
        assert f"For {self.name}" in self.reviewer.text()
        self.reviewer.begin()

    def judge(self, *places: int, of: int) -> None:
        """One item after the other."""
        for place in places:
            assert self.reviewer.position == f"{place} of {of}"
            self.answer()

    def answer(self) -> None:
        text = self.reviewer.text("[data-output]")
        tone, named = self.given[text] = opinion(self.name, text)
        keys = (str(tone), "1" if named else "2", Keys.ENTER)
        ActionChains(self.reviewer.driver).send_keys(*keys).perform()

    def comment(self, passage: str, words: str) -> None:
        self.reviewer.select(passage)
        self.reviewer.press("c")
        ActionChains(self.reviewer.driver).send_keys(words).perform()
        self.reviewer.press_with(Keys.CONTROL, Keys.ENTER)

    def save(self, folder: Path, name: str) -> Path:
        """The results, as they would come by mail."""
        self.reviewer.save()
        path = folder / name
        path.write_bytes(self.reviewer.saved)
        return path
