"""What `--page` may name, and the command that shows it."""

from __future__ import annotations

PAGES = {
    "write": "go.write",
    "evaluate": "go.evaluate",
    "review": "go.review",
    "release": "go.release",
    "settings": "app.settings",
    "history": "view.history",
    "diff": "view.diff",
    "preview": "view.preview",
    "search": "search.open",
    "palette": "palette.open",
    "shortcuts": "help.shortcuts",
    "export": "release.export",
    "approve": "release.approve",
}
