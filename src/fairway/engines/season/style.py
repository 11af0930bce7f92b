"""The report's style: it stands alone, so it carries the few colours and sizes it needs."""

from __future__ import annotations

CSS = """
:root{--ink:#14222e;--quiet:#4a5a67;--rule:#d3dbe1;--water:#eff4f6;--accent:#0a4d63}
*{box-sizing:border-box}
body{margin:0;color:var(--ink);background:#fff;line-height:1.55;font-family:system-ui,-apple-system,
"Segoe UI",Roboto,"Noto Sans","Noto Sans Arabic",sans-serif}
main{max-width:70rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:clamp(1.6rem,1.2rem + 2vw,2.4rem);line-height:1.2;margin:.5rem 0}
h2{font-size:1.4rem;margin:2.75rem 0 .5rem}
h3{font-size:1.1rem;margin:1.5rem 0 .25rem}
p,li{max-width:44rem}
.what{border-inline-start:4px solid var(--accent);background:var(--water);padding:.75rem 1rem;
margin:1rem 0}
.quiet{color:var(--quiet)}
dl.key{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:1rem;
margin:1.5rem 0}
dl.key div{border-top:2px solid var(--accent);padding-top:.4rem}
dl.key dt{color:var(--quiet);font-size:.95rem}
dl.key dd{margin:0;font-size:1.6rem;font-variant-numeric:tabular-nums}
.scroll{overflow-x:auto}
.scroll:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;margin:.75rem 0}
caption{text-align:start;color:var(--quiet);padding-bottom:.25rem}
th,td{text-align:start;padding:.4rem .75rem .4rem 0;border-bottom:1px solid var(--rule);
vertical-align:top}
th[scope=row]{font-weight:400}
.n{text-align:end;white-space:nowrap}
svg{display:block;width:100%;height:auto}
svg.map{max-width:48rem}
svg text{font:600 17px system-ui,sans-serif;text-anchor:middle;fill:var(--ink)}
svg.rates{max-width:44rem;margin-top:1rem}
svg.rates text{font-weight:400;font-size:14px}
svg.rates .name{text-anchor:end}
svg.rates .tick{font-size:12px;fill:var(--quiet)}
svg.rates .axis{stroke:var(--rule)}
svg.rates .rule{stroke:var(--quiet);stroke-dasharray:4 4}
svg.rates .range{stroke:var(--accent);stroke-width:3}
svg.rates circle{fill:var(--ink)}
svg .code{font-weight:400;font-size:15px}
.s0 rect{fill:#fff;stroke:var(--rule)}
.s1 rect{fill:#e3edf1}.s2 rect{fill:#c3dae3}.s3 rect{fill:#9cc3d1}
.s4 rect{fill:#2c7a92}.s5 rect{fill:#0a4d63}
.s4 text,.s5 text{fill:#fff}
.bar{background:var(--water);height:.8rem;min-width:8rem}
.bar span{display:block;height:100%;background:var(--accent)}
code{overflow-wrap:anywhere}
@media print{main{padding:0}h2{break-after:avoid}tr{break-inside:avoid}}
"""
