"""How the page of a review's report looks: on a screen, light or dark, and on paper."""

from __future__ import annotations

LIGHT = """--paper: #ffffff; --card: #f6f7f9; --ink: #1b1f24; --muted: #57606a;
  --line: #d8dee4; --accent: #0b5cad; --passed: #1a7f37; --failed: #b42318; --open: #8a5a00;"""
DARK = """--paper: #16181d; --card: #1e2128; --ink: #e6e8eb; --muted: #9aa4b2;
  --line: #363b45; --accent: #7ab7ff; --passed: #57c46f; --failed: #ff8f80; --open: #e0b050;"""
STYLE = f"""
:root {{ color-scheme: light dark; {LIGHT} }}
@media screen and (prefers-color-scheme: dark) {{ :root {{ {DARK} }} }}
* {{ box-sizing: border-box; }}
body {{ margin: 2.5rem auto 5rem; max-width: 56rem; padding: 0 1.5rem; background: var(--paper);
  color: var(--ink); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", sans-serif; }}
header {{ border-bottom: 1px solid var(--line); padding-bottom: 1rem; margin-bottom: 1.25rem; }}
header p {{ margin: 0; color: var(--muted); font-size: .85rem; }}
h1 {{ font-size: 1.65rem; line-height: 1.25; margin: .1rem 0 0; overflow-wrap: anywhere; }}
h2 {{ font-size: 1.15rem; margin: 2.6rem 0 .7rem; }}
h3 {{ font-size: .95rem; margin: 0 0 .35rem; overflow-wrap: anywhere; }}
p, li, dd, td, th, blockquote {{ overflow-wrap: anywhere; unicode-bidi: isolate; }}
p {{ margin: .5rem 0; }} header + p {{ font-size: 1.15rem; line-height: 1.5; }}
.quiet {{ color: var(--muted); font-size: .875rem; }} a {{ color: var(--accent); }}
dl {{ display: grid; grid-template-columns: minmax(9rem, max-content) 1fr; gap: .3rem 1.5rem;
  margin: 1rem 0; }} dt {{ color: var(--muted); }} dd {{ margin: 0; }}
.scroll {{ overflow-x: auto; }}
table {{ border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; }}
th, td {{ text-align: left; padding: .45rem 1.1rem .45rem 0; border-bottom: 1px solid var(--line);
  vertical-align: top; font-variant-numeric: tabular-nums; }}
th, td {{ overflow-wrap: break-word; }}
thead th {{ font-size: .82rem; font-weight: 600; color: var(--muted); }}
tbody th {{ font-weight: 500; }} th:last-child, td:last-child {{ padding-right: 0; }}
code {{ font: .8rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace; word-break: break-all; }}
.share {{ display: block; white-space: nowrap; }}
svg {{ display: block; width: 9rem; height: .7rem; margin-top: .3rem; }}
.track {{ fill: var(--line); }} .bar {{ fill: var(--accent); }}
.whisker {{ stroke: var(--ink); stroke-width: 1.5; }}
.half {{ stroke: var(--muted); stroke-width: 1; stroke-dasharray: 2 2; }}
.verdict {{ border-left: 4px solid var(--open); background: var(--card); margin: 1rem 0 .5rem;
  padding: .7rem 1rem; border-radius: 0 6px 6px 0; }}
.verdict p {{ margin: .25rem 0 0; }} .verdict strong {{ color: var(--open); }}
.verdict.yes {{ border-color: var(--passed); }} .verdict.yes strong {{ color: var(--passed); }}
.verdict.no {{ border-color: var(--failed); }} .verdict.no strong {{ color: var(--failed); }}
section {{ border: 1px solid var(--line); border-radius: 6px; background: var(--card);
  padding: .75rem 1rem; margin: .6rem 0; }}
section ul {{ list-style: none; padding: 0; }} section li {{ margin: .15rem 0; }}
ul {{ padding-left: 1.2rem; margin: .4rem 0; }} li {{ margin: .25rem 0; }}
.who {{ color: var(--muted); margin-right: .4rem; }}
blockquote {{ margin: .5rem 0 0; padding-left: .8rem; border-left: 3px solid var(--line); }}
q {{ color: var(--muted); }}
pre {{ margin: .5rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere;
  unicode-bidi: plaintext; font: .85rem/1.55 ui-monospace, "DejaVu Sans Mono", monospace;
  max-height: 30rem; overflow: auto; }}
pre.told {{ font: inherit; border-left: 3px solid var(--line); padding-left: .8rem; }}
@media (max-width: 34rem) {{ dl {{ grid-template-columns: 1fr; gap: 0; }}
  dd {{ margin-bottom: .5rem; }} body {{ margin-top: 1.25rem; padding: 0 1rem; }} }}
@media print {{ body {{ margin: 0; max-width: none; padding: 0; font-size: 10pt; }}
  @page {{ margin: 18mm 16mm; }} pre {{ max-height: none; overflow: visible; }}
  .scroll {{ overflow: visible; }} h2, h3 {{ break-after: avoid; }}
  tr, .verdict, section.item {{ break-inside: avoid; }} h2.appendix {{ break-before: page; }}
  .bar, .track, .verdict, section {{ print-color-adjust: exact; }} }}
"""
