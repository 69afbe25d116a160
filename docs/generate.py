"""Writes the pages of the manual that come from tables: `python -m docs.generate`."""

from __future__ import annotations

from pathlib import Path

from docs.checks import checks_page
from workbench.gui.commands import COMMANDS, Menu
from workbench.gui.settings.table import SETTINGS, Section, Setting

FOLDER = Path(__file__).parent
NOTE = "<!-- Written by `python -m docs.generate`; change the table in the sources instead. -->"


def commands_page() -> str:
    lines = [
        "# Commands",
        "",
        NOTE,
        "",
        "Every command stands in its menu and in the command palette (`Ctrl+Shift+P`). One that",
        "cannot run now is grey, and its tool tip says why. The ids are stable.",
    ]
    for menu in Menu:
        lines += ["", f"## {menu.value.replace('&', '')}", ""]
        lines += ["| command | keys | what it does | id |", "|---|---|---|---|"]
        for each in (command for command in COMMANDS if command.menu is menu):
            keys = ", ".join(f"`{key}`" for key in each.shortcut.split("; ") if key)
            name = each.text.replace("&", "").removesuffix("…")
            lines.append(f"| {name} | {keys} | {each.tip} | `{each.id}` |")
    return "\n".join(lines) + "\n"


def settings_page() -> str:
    lines = [
        "# Settings",
        "",
        NOTE,
        "",
        "Changes count at once. They are kept in `settings.toml` in the folder of your",
        "configuration; keys of providers are not: see [keys and models](keys-and-models.md).",
    ]
    for section in Section:
        lines += ["", f"## {section.value}", ""]
        lines += [
            "| setting | usual value | bounds | what it is for | key |",
            "|---|---|---|---|---|",
        ]
        for each in (setting for setting in SETTINGS if setting.section is section):
            lines.append(
                f"| {each.title} | {_usual(each)} | {_bounds(each)} | {each.help} | `{each.key}` |"
            )
    return "\n".join(lines) + "\n"


def _usual(setting: Setting) -> str:
    value = setting.default
    if setting.bounds is None:
        return _told(value)
    return f"{float(value) / setting.scale:g} {setting.unit}".strip()


def _told(value: object) -> str:
    """As it stands in the file."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _bounds(setting: Setting) -> str:
    if setting.choices:
        return ", ".join(_told(value) for value, _words in setting.choices)
    return "{:.7g} to {:.7g}".format(*setting.bounds) if setting.bounds else ""


PAGES = {
    "checks.md": lambda: checks_page(NOTE),
    "commands.md": commands_page,
    "settings.md": settings_page,
}


if __name__ == "__main__":
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
