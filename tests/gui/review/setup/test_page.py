from __future__ import annotations


def test_first(qtbot, alone):
    alone.begin(qtbot)
    import os

    if os.environ.get("SHOT"):
        for size, mode in (((1000, 1400), "light"), ((770, 1500), "dark")):
            alone.page._theme.choose(mode)
            alone.page.resize(*size)
            from PySide6.QtWidgets import QApplication

            for _ in range(5):
                QApplication.processEvents()
            alone.page.grab().save(f"/tmp/e_{mode}.png")
    assert alone.page.source.found.text() == "19 of 20 outputs; 1 without text left out"
