from __future__ import annotations

import pytest

from docs.generate import FOLDER, PAGES


@pytest.mark.parametrize("name", PAGES)
def test_a_page_made_from_a_table_is_current(name):
    written = (FOLDER / name).read_text(encoding="utf-8")

    assert written == PAGES[name](), "run: python -m docs.generate"
