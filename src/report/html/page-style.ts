import { chartStyle, darkColours, lightColours } from '../svg/chart-style.ts';
import { type Html, html } from './html-template.ts';

/** Of `pageStyle`, so that the page allows this one style and no other; a test computes it. */
export const pageStyleHash = 'sha256-IyFiTyVucLQfmDy+soO799uT0CH3ZDbfu5v1+YfiseQ=';

const lightTones = html`--soft:#f6f8fa;--link:#0a58ca;--bad-soft:#fdeeee;--warn:#7a4d00;--warn-soft:#fff6df;--calm:#3d4650;--added:#0a6b2c;--added-soft:#e9f8ee;--removed:#a0111f;--removed-soft:#fdeeee`;
const darkTones = html`--soft:#1d2229;--link:#7db3ff;--bad-soft:#3a1c1e;--warn:#f1cb7d;--warn-soft:#332a17;--calm:#c3cad3;--added:#8fdca6;--added-soft:#16301f;--removed:#ffa69c;--removed-soft:#3a1c1e`;

/** System fonts, two grounds, and a printed page on which everything is open. */
export const pageStyle: Html = html`
:root{color-scheme:light dark;${lightColours};${lightTones}}
@media (prefers-color-scheme:dark){:root{${darkColours};${darkTones}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:66rem;padding:1.5rem 1.25rem 3rem;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere}
a{color:var(--link)}
a code{color:inherit}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.5rem}
.patterns{position:absolute}
h1{font-size:1.6rem;line-height:1.25;margin:.1rem 0 .5rem}
h2{font-size:1.25rem;line-height:1.3;margin:2.5rem 0 .75rem}
h3{font-size:1.1rem;line-height:1.35;margin:0 0 .25rem}
h4{font-size:1rem;margin:1.5rem 0 .25rem}
p,ul,ol,dl{margin:.5rem 0}
ul,ol{padding-left:1.25rem}
li+li{margin-top:.25rem}
.kind{margin:0;color:var(--quiet);font-size:.9rem}
.facts,.quiet,.rule{color:var(--quiet)}
.facts b{color:var(--ink)}
.rule{margin:0;font-size:.9rem}
.lead{margin-top:0}
code{font:.875em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;background:var(--soft);border-radius:3px;padding:.05em .2em}
.badge{display:inline-block;border:1px solid;border-radius:3px;padding:0 .4em;font-size:.8rem;font-weight:600;line-height:1.5;white-space:nowrap}
.badge.bad,.alert.bad .rule{color:var(--bad)}
.badge.warn,.alert.warn .rule{color:var(--warn)}
.badge.calm{color:var(--calm)}
.alert{border-left:4px solid;padding:.75rem 1rem;margin:.75rem 0}
.alert.bad{border-color:var(--bad);background:var(--bad-soft)}
.alert.warn{border-color:var(--warn);background:var(--warn-soft)}
.alert code{background:none;padding:0}
.alert h3{margin:0}
.alert>:last-child{margin-bottom:0}
.scroll{overflow-x:auto;margin:.75rem 0}
table{border-collapse:collapse;width:100%;font-size:.95rem}
caption{text-align:left;color:var(--quiet);font-size:.9rem;padding-bottom:.25rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .9rem .4rem 0;border-bottom:1px solid var(--line);white-space:nowrap;font-weight:400}
thead th{color:var(--quiet);font-size:.85rem}
td.words{white-space:normal;min-width:14rem}
td.figure{white-space:normal}
.whole{white-space:nowrap}
.number{text-align:right;font-variant-numeric:tabular-nums}
tr>:last-child{padding-right:0}
.object{border-top:1px solid var(--line);margin-top:2rem;padding-top:1.25rem}
figure{margin:1rem 0}
figcaption{font-weight:600;font-size:.95rem;margin-bottom:.35rem}
figcaption .quiet{font-weight:400}
.chart{display:block;width:calc(100% - 2.25rem);margin-left:2.25rem;overflow:visible}
.swatch{vertical-align:-2px}
.legend{display:flex;flex-wrap:wrap;gap:.15rem 1.25rem;list-style:none;padding:0;margin:0;font-size:.85rem;color:var(--quiet)}
.legend li{margin:0}
dl>div{display:grid;grid-template-columns:14rem 1fr;gap:.1rem 1rem;padding:.4rem 0;border-bottom:1px solid var(--line)}
dt{color:var(--quiet)}
dd{margin:0}
@media (max-width:40rem){body{padding:1rem 1rem 2rem}h1{font-size:1.35rem}dl>div{grid-template-columns:1fr}td.words{min-width:9rem}tbody th:not(.number){white-space:normal;min-width:7rem}th,td{padding-right:.6rem}}
details{margin:.5rem 0}
summary{cursor:pointer;color:var(--link)}
pre{margin:.4rem 0;padding:.6rem .75rem;background:var(--soft);border-radius:4px;white-space:pre-wrap;overflow-wrap:anywhere}
pre code{background:none;padding:0}
.command code{user-select:all}
.diff span{display:block;min-height:1.3em}
.diff .added{color:var(--added);background:var(--added-soft)}
.diff .removed{color:var(--removed);background:var(--removed-soft)}
.diff .hunk{color:var(--quiet)}
.steps>li{margin:1rem 0}
.steps p{margin:.25rem 0}
footer{border-top:1px solid var(--line);margin-top:2.5rem;color:var(--quiet);font-size:.9rem}
footer h2{font-size:1rem;margin:1rem 0 .25rem}
${chartStyle}
@media print{
:root{color-scheme:light;${lightColours};${lightTones}}
body{max-width:none;padding:0;font-size:11pt;print-color-adjust:exact;-webkit-print-color-adjust:exact}
details::details-content{content-visibility:visible;block-size:auto;display:block}
details:not([open])>:not(summary){display:block}
summary{list-style:none;color:var(--quiet)}
.skip,.hint{display:none}
.scroll{overflow:visible}
th,td{white-space:normal}
figure,.alert,.steps>li,tr{break-inside:avoid}
h2,h3,h4{break-after:avoid}
a{color:inherit}
}
`;
