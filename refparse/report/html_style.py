"""How the HTML report looks, on paper and on light and dark screens; every pair of colours has contrast enough to read.

Colour never speaks alone: each step of sureness has its own kind of underline and its sign.
"""

STYLE = """\
:root { color-scheme: light dark; --paper: #fdfcf9; --ink: #1d1d1b; --faint: #575750; --rule: #c9c6bd;
  --link: #1a4d80; --sure: #1e5c2e; --likely: #3f5214; --unsure: #7a4a00; --ambiguous: #8a1f5c; --unknown: #a11616; }
@media (prefers-color-scheme: dark) { :root { --paper: #1b1c1e; --ink: #e8e6e1; --faint: #b1aea6; --rule: #4a4a48;
  --link: #9cc7f2; --sure: #93d6a4; --likely: #c2d48a; --unsure: #f0bd6b; --ambiguous: #f0a3cd; --unknown: #ff9c94; } }
body { background: var(--paper); color: var(--ink); font: 1.05rem/1.55 Georgia, "Times New Roman", serif;
  max-width: 46rem; margin: 0 auto; padding: 1rem 1.2rem 4rem; }
h1, h2, h3, nav, .legend, article ul, .code, dt { font-family: system-ui, sans-serif; }
h1 { font-size: 1.6rem; } h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--rule); }
a { color: var(--link); } nav a { margin-right: 1em; }
.skip { position: absolute; left: -99em; } .skip:focus { left: 1em; }
.legend { list-style: none; padding: 0; font-size: .85rem; color: var(--faint); }
article { margin: 1.4rem 0; } article p { margin: 0 0 .3rem; }
article ul { list-style: none; margin: 0; padding-left: 2.2rem; font-size: .82rem; color: var(--faint); }
.number { display: inline-block; min-width: 2rem; }
.code { font-size: .8rem; color: var(--faint); }
p .sure a, p .likely a, p .unsure a, p .ambiguous a { color: inherit; text-decoration: inherit; }
.sure { color: var(--sure); } p .sure { text-decoration: underline solid 1px; }
.likely { color: var(--likely); } p .likely { text-decoration: underline dashed 1px; }
.unsure { color: var(--unsure); } p .unsure { text-decoration: underline dotted 2px; }
.ambiguous { color: var(--ambiguous); } p .ambiguous { text-decoration: underline double 2px; }
.unknown { color: var(--unknown); } p .unknown { text-decoration: underline wavy 1px; }
dt { margin-top: .9rem; font-size: .9rem; } dd { margin-left: 1.5rem; } li { margin: .25rem 0; }
:target { outline: 2px solid var(--link); outline-offset: 3px; }
@media print { body { max-width: none; font-size: 10pt; } nav, .skip { display: none; } a { color: inherit; }
  article { break-inside: avoid; } }
"""
