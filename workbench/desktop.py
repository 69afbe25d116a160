"""The window's entry point. It imports no adapter: those come after the first paint."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.domain.errors import InvalidInput, WorkbenchError
from workbench.domain.own_programs import own_program

if TYPE_CHECKING:
    from workbench.services.opened import Services

os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")

THEMES = ("light", "dark")
USAGE = 2
GIVES_WAY = 0.0002
"""Seconds after which a thread that computes lets another go on that wants to."""


def main(argv: Sequence[str] | None = None) -> int:
    """`workbench-desktop [WORKSPACE]`: the window without the rest of the command line."""
    parser = argparse.ArgumentParser(prog="workbench-desktop", description="Open the window.")
    parser.add_argument("workspace", nargs="?", type=Path, metavar="WORKSPACE")
    parser.add_argument("--read-only", action="store_true", help="look, but change nothing")
    parser.add_argument("--screenshot", type=Path, metavar="FILE", help="draw to FILE, then exit")
    parser.add_argument("--page", default="", metavar="NAME", help="the place to show")
    parser.add_argument("--theme", choices=THEMES, default="")
    args = parser.parse_args(argv)
    try:
        return open_window(
            args.workspace,
            read_only=args.read_only,
            screenshot=args.screenshot,
            page=args.page,
            theme=args.theme,
        )
    except WorkbenchError as error:
        print(f"{error.told}\n{error.hint}".rstrip(), file=sys.stderr)
        return USAGE


def open_window(
    workspace: Path | None,
    *,
    read_only: bool = False,
    empty: bool = False,
    screenshot: Path | None = None,
    page: str = "",
    theme: str = "",
) -> int:
    """The window on a workspace, until it is closed; its exit status.

    With `screenshot` it is drawn to that file once all is loaded, and closed: 0 if that
    worked. Raises `InvalidInput` for a page there is not.
    """
    # Painting asks for its turn a hundred times, and would wait a hundred times for Python's usual
    # five thousandths of a second while a service computes in its thread
    sys.setswitchinterval(GIVES_WAY)
    # Until the first paint there is nothing to collect, and looking for it takes its time;
    # afterwards the window does it, on its own thread
    gc.disable()
    # Before Qt: once PySide6 is loaded it reads the source of every module that imports another
    import platform  # noqa: F401
    import traceback  # noqa: F401

    import workbench.gui.commands
    import workbench.gui.kit.style_sheet  # noqa: F401
    from workbench.gui.shell.application import Picture, run
    from workbench.gui.shell.opening import Opening
    from workbench.gui.shell.pages import PAGES
    from workbench.services import folders

    if page and page not in PAGES:
        gc.enable()
        raise InvalidInput(f"There is no page {page!r}.", hint=f"Pages: {', '.join(PAGES)}.")

    def open_services(workspace: Path, *, read_only: bool) -> Services:
        gc.freeze()
        from workbench import bootstrap

        return bootstrap.open_services(
            workspace, read_only=read_only, empty=empty, window=screenshot is None
        )

    opening = Opening(
        workspace or folders.default_workspace(),
        read_only,
        open_services,
        _close,
        _engine,
        _window,
        _needs_update,
    )
    return run(opening, picture=Picture(screenshot, page) if screenshot else None, theme=theme)


def _close(services: Services) -> None:
    from workbench import bootstrap

    bootstrap.close_services(services)


def _needs_update(workspace: Path) -> bool:
    from workbench import bootstrap

    return bootstrap.needs_update(workspace)


def _engine(workspace: Path, read_only: bool) -> Sequence[str]:
    flags = ["--read-only"] if read_only else []
    return own_program("workbench.engine", "--workspace", str(workspace), *flags)


def _window(workspace: Path) -> Sequence[str]:
    return own_program("workbench.desktop", str(workspace))


if __name__ == "__main__":
    sys.exit(main())
