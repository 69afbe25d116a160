"""A board as one HTML page that needs nothing else: no script, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.domain.runs import Run
from workbench.formats.html_page import escaped, html_page
from workbench.formats.sharing.board_report import (
    FIGURES,
    BoardReport,
    calls_of,
    figures_of,
    heading_of,
)

STYLE = """
:root { color-scheme: light dark; --paper: #ffffff; --card: #f6f7f9; --ink: #1b1f24;
  --muted: #57606a; --line: #d0d7de; --failed: #b42318; }
@media (prefers-color-scheme: dark) { :root { --paper: #16181d; --card: #1e2128; --ink: #e6e8eb;
  --muted: #9aa4b2; --line: #363b45; --failed: #ff8f80; } }
body { margin: 2rem auto; max-width: 84rem; padding: 0 1.5rem; background: var(--paper);
  color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.4rem; margin: 0; } h2 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
h3 { font-size: .85rem; font-weight: 600; margin: .75rem 0 .25rem; color: var(--muted); }
p { color: var(--muted); margin: .25rem 0 1.5rem; }
main { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(22rem, 1fr)); }
article { background: var(--card); border: 1px solid var(--line); border-radius: 6px;
  padding: .9rem 1rem; min-width: 0; }
dl { display: flex; flex-wrap: wrap; gap: 0 1rem; margin: .25rem 0 .75rem; font-size: .85rem;
  color: var(--muted); } dt { display: inline; } dt::after { content: " "; }
dd { display: inline; margin: 0; color: var(--ink); font-variant-numeric: tabular-nums; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext;
  font: .9rem/1.5 ui-monospace, monospace; max-height: 40rem; overflow: auto; }
.failed { color: var(--failed); margin: 0 0 .75rem; }
@media print { pre { max-height: none; } article { break-inside: avoid; } }
"""
UNITS = ("s", "USD")


def board_page(report: BoardReport) -> str:
    return "\n".join(html_page(report.title, STYLE, _body(report))) + "\n"


def _body(report: BoardReport) -> Iterator[str]:
    yield f"<h1>{escaped(report.title)}</h1>"
    yield f"<p>{len(report.runs)} outputs, written {report.written_at:%Y-%m-%d %H:%M} UTC.</p>"
    yield "<main>"
    for run in report.runs:
        yield from _card(run)
    yield "</main>"


def _card(run: Run) -> Iterator[str]:
    yield "<article>"
    yield f"<h2>{escaped(heading_of(run))}</h2>"
    figures = zip(FIGURES, figures_of(run), strict=True)
    shown = (_figure(name, value) for name, value in figures if value)
    yield f"<dl>{''.join(shown)}</dl>"
    if run.failure:
        yield f'<p class="failed">{escaped(f"{run.failure.message} {run.failure.hint}")}</p>'
    if run.text:
        # A browser drops the first line break inside
        yield f'<pre dir="auto" tabindex="0">\n{escaped(run.text)}</pre>'
    if run.tool_calls:
        yield "<h3>Tools called</h3>"
        yield f'<pre dir="auto" tabindex="0">\n{escaped(calls_of(run))}</pre>'
    yield "</article>"


def _figure(name: str, value: str) -> str:
    """A unit stands behind its number."""
    for unit in UNITS:
        if name.endswith(f" {unit}"):
            name, value = name.removesuffix(f" {unit}"), f"{value} {unit}"
    return f"<div><dt>{name}</dt><dd>{escaped(value)}</dd></div>"
