"""A real Chromium, without a screen and without a network, that opens a page from a file."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver import ActionChains
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--window-size=1280,900",
)
PATIENCE = 60
LOCAL = ("file:", "blob:", "data:", "chrome:", "devtools:")


def started(folder: Path) -> webdriver.Chrome:
    """With a profile of its own; what it downloads lands in `folder`."""
    options = webdriver.ChromeOptions()
    options.binary_location = _found()
    for flag in (*FLAGS, f"--user-data-dir={folder / 'profile'}"):
        options.add_argument(flag)
    preferences = {"download.default_directory": str(folder), "download.prompt_for_download": False}
    options.add_experimental_option("prefs", preferences)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = shutil.which("chromedriver") or "/usr/bin/chromedriver"
    return webdriver.Chrome(options=options, service=Service(driver))


def _found() -> str:
    for name in BROWSERS:
        path = shutil.which(name)
        if path and shutil.which("chromedriver"):
            return path
    if not Path("/etc/debian_version").exists():
        pytest.skip("there is no Chromium here")
    pytest.fail("Chromium is missing: run packaging/test_programs.sh")


class Reviewer:
    """Somebody before a review pack: reads, presses keys, clicks, saves."""

    def __init__(self, driver: webdriver.Chrome, folder: Path) -> None:
        self.driver, self._folder = driver, folder

    def open(self, page: str, name: str = "pack.html") -> None:
        path = self._folder / name
        path.write_text(page, encoding="utf-8")
        self.driver.get(path.as_uri())

    def press(self, *keys: str) -> None:
        for key in keys:
            ActionChains(self.driver).send_keys(key).perform()

    def press_with(self, modifier: str, key: str) -> None:
        chain = ActionChains(self.driver).key_down(modifier).send_keys(key)
        chain.key_up(modifier).perform()

    def begin(self) -> None:
        self.press(Keys.ENTER)

    def click(self, selector: str) -> None:
        """Away from what stays at the edges of the window."""
        target = self.one(selector)
        self.run("arguments[0].scrollIntoView({block: 'center'})", target)
        target.click()

    def one(self, selector: str):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def text(self, selector: str = "#page") -> str:
        return self.one(selector).text

    def run(self, script: str, *values):
        return self.driver.execute_script(script, *values)

    def until(self, condition):
        return WebDriverWait(self.driver, PATIENCE, poll_frequency=0.05).until(
            lambda _: condition()
        )

    @property
    def position(self) -> str:
        return self.text("h1")

    def answers(self) -> list[str]:
        return [each.text for each in self.all(".choice.chosen > span")]

    def select(self, words: str, output: int = 0) -> None:
        """A passage that stands in the output as it is shown, in one stretch or across parts."""
        self.run(SELECTING, words, output)
        self.until(lambda: self.one(".bubble").is_displayed())

    def save(self) -> dict:
        """The results that the page gives back as a file."""
        if not self.all("main.end"):
            self.click(".finish")
        before = set(self._folder.glob("*.json"))
        self.click(".download")

        def arrived() -> list[Path]:
            return [path for path in self._folder.glob("*.json") if path not in before]

        [path] = self.until(arrived)
        self.saved_as, self.saved = path.name, path.read_bytes()
        return json.loads(self.saved)

    def complaints(self) -> list[str]:
        """What the browser's console holds since it was last looked at."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def fetched(self) -> list[str]:
        """Addresses that are not of this machine and that no policy stopped."""
        asked, stopped = {}, set()
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            event, about = message["method"], message["params"]
            if event == "Network.requestWillBeSent":
                asked[about["requestId"]] = about["request"]["url"]
            elif event == "Network.loadingFailed" and about.get("blockedReason") == "csp":
                stopped.add(about["requestId"])
        addresses = [asked[request] for request in asked if request not in stopped]
        return [address for address in addresses if not address.startswith(LOCAL)]


SELECTING = """
const [words, output] = arguments;
const root = document.querySelector(`[data-output="${output}"]`);
const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
const places = [];
let whole = "";
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
  for (let n = 0; n < node.length; n += 1) places.push([node, n]);
  whole += node.data;
}
const start = whole.indexOf(words);
if (start < 0) throw new Error(`not shown: ${words}`);
const [first, from] = places[start];
const [last, to] = places[start + words.length - 1];
const range = document.createRange();
range.setStart(first, from);
range.setEnd(last, to + 1);
document.getSelection().removeAllRanges();
document.getSelection().addRange(range);
"""
