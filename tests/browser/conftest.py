"""One browser for all; everybody who reviews begins on a fresh page and must leave no complaint."""

from __future__ import annotations

import pytest

from tests.browser.chromium import Reviewer, started


@pytest.fixture(scope="session")
def chromium(tmp_path_factory):
    folder = tmp_path_factory.mktemp("browser")
    driver = started(folder)
    yield driver, folder
    driver.quit()


@pytest.fixture
def reviewer(chromium):
    driver, folder = chromium
    driver.get("about:blank")
    someone = Reviewer(driver, folder)
    someone.complaints()
    someone.fetched()
    yield someone
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert someone.complaints() == []
    assert someone.fetched() == []
