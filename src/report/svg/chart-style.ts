import { type Html, html } from '../html/html-template.ts';

/** The colours of a chart, for a light and a dark ground. */
export const lightColours: Html = html`--paper:#fff;--ink:#1b1f24;--quiet:#57606a;--line:#d8dee4;--old:#a9b4c2;--old-edge:#66717f;--new:#4a86cf;--new-edge:#1f5291;--gone:#8a939e;--floor:#b3131f;--peak:#6a4a00;--mark:#3d4650;--bad:#b3131f`;
export const darkColours: Html = html`--paper:#14171c;--ink:#e6e9ee;--quiet:#a3acb8;--line:#30363e;--old:#5d6875;--old-edge:#98a4b3;--new:#3f78bd;--new-edge:#8bbcf5;--gone:#7b8591;--floor:#ff9a8f;--peak:#e3c98a;--mark:#c3cad3;--bad:#ff9a8f`;

/** What is drawn in words is outlined with the ground, so that it can be read on an area as well. */
export const chartStyle: Html = html`
.band{stroke-width:1}
.oldAvailable{fill:var(--old);stroke:var(--old-edge)}
.newAvailable{fill:var(--new);stroke:var(--new-edge)}
.newStarting{fill:url(#starting);stroke:var(--new-edge)}
.oldUnready{fill:url(#unready);stroke:var(--old-edge)}
.terminating{fill:var(--gone);fill-opacity:.15;stroke:var(--gone);stroke-dasharray:3 3}
.starting-line{stroke:var(--new);stroke-width:2}
.unready-line{stroke:var(--old-edge);stroke-width:2}
.grid{stroke:var(--line)}
.axis{stroke:var(--quiet)}
.tick,.hint,.readout,.mark-text,.floor-text,.peak-text,.break{font-size:12px;fill:var(--quiet)}
.floor-text,.peak-text,.mark-text,.break{paint-order:stroke;stroke:var(--paper);stroke-width:3px;stroke-linejoin:round}
.floor{stroke:var(--floor);stroke-width:2}
.floor-text{fill:var(--floor);font-weight:600}
.peak{stroke:var(--peak);stroke-width:1.5;stroke-dasharray:7 3}
.peak-text{fill:var(--peak);font-weight:600}
.mark{stroke:var(--mark);stroke-dasharray:1 3}
.mark.bad{stroke:var(--bad)}
.mark-text{fill:var(--mark)}
.mark-text.bad{fill:var(--bad);font-weight:600}
.span{fill:var(--mark)}
.span.bad{fill:var(--bad)}
.break{fill:var(--ink)}
.moment{outline:none}
.moment rect{fill:transparent}
.moment:hover rect,.moment:focus rect{fill:var(--ink);fill-opacity:.1}
.readout{visibility:hidden;fill:var(--ink)}
.moment:hover .readout,.moment:focus .readout{visibility:visible}
svg:has(.moment:hover) .hint,svg:has(.moment:focus) .hint{visibility:hidden}
`;

/** Once in each document: pods which do not serve yet are hatched, so that no colour is needed to tell them. */
export const chartPatterns: Html = html`<pattern id="starting" width="8" height="5" patternUnits="userSpaceOnUse"><path class="starting-line" d="M0 1H8"/></pattern><pattern id="unready" width="8" height="5" patternUnits="userSpaceOnUse"><path class="unready-line" d="M0 1H8"/></pattern>`;
