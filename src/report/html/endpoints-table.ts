import type { TrafficChange } from '../../schema/traffic.ts';
import { capitalise, joinPhrases, type Phrase, phrase } from '../phrase.ts';
import { hasKnownPods, isAlias, type PlanEntry } from '../plan-entries.ts';
import { remarkPhrases, routeList, routesPhrase, trafficPhrase } from '../remark-words.ts';
import { switchPhrase } from '../switch-words.ts';
import { figuresOf, noFigure } from './figures.ts';
import type { HtmlContext } from './html-context.ts';
import { type Html, html, nothing, phraseMarkup } from './html-template.ts';
import { columnHead, phraseList, tableMarkup } from './markup-parts.ts';

/** The Services and routes in front of a workload, or the object itself if it is one, with their ready endpoints. */
export function endpointsMarkup(entry: PlanEntry, context: HtmlContext): Html {
  const { traffic, services, routes, object } = entry;
  const infront = services.filter((service) => service.object !== object);
  const all = [...(traffic ? [traffic] : []), ...infront].slice(0, servicesMax);
  if (all.length === 0) return nothing;
  const head = [
    columnHead('Service or route'),
    columnHead('before', true),
    columnHead('lowest', true),
    columnHead('at the end', true),
    columnHead('what else'),
  ];
  const rows = all.map((each) => rowMarkup(each, entry, context));
  const through = traffic && routes.length > 0 ? [phrase`In front: ${routeList(routes, context.names)}.`] : [];
  return html`${tableMarkup('Ready endpoints', head, rows)}${phraseList([...behind(entry, context), ...through])}`;
}

const servicesMax = 50;

function rowMarkup(traffic: TrafficChange, entry: PlanEntry, { names }: HtmlContext): Html {
  const name = phrase`${names.full(traffic.object)}${traffic.before ? '' : ' (new)'}${routesPhrase(traffic, entry.routes, names)}`;
  const th = html`<th scope="row">${phraseMarkup(name)}</th>`;
  if (isAlias(traffic) || !hasKnownPods(traffic)) {
    return html`<tr>${th}<td class="words" colspan="4">${phraseMarkup(capitalise(trafficPhrase(traffic)))}</td></tr>
`;
  }
  const { before, floor, after } = traffic.endpoints;
  const numbers = [before, floor, after].map((count) => html`<td class="number">${count}</td>`);
  return html`<tr>${th}${numbers}<td class="words">${phraseMarkup(besides(traffic, entry))}</td></tr>
`;
}

/** What it switches to, how long nothing answers, and the remarks. */
function besides(traffic: TrafficChange, entry: PlanEntry): Phrase {
  const { time } = figuresOf({ ...entry, rollout: undefined, traffic });
  const parts = [
    ...(traffic.after ? [] : [phrase`is deleted`]),
    ...(traffic.switch ? [switchPhrase(traffic, traffic.switch)] : []),
    ...(time === noFigure ? [] : [phrase`${time}`]),
    ...remarkPhrases(traffic.remarks?.map((remark) => remark.replace(/\.$/, ''))),
  ];
  return joinPhrases(parts, '; ');
}

function behind({ traffic }: PlanEntry, { names }: HtmlContext): readonly Phrase[] {
  if (!traffic || !hasKnownPods(traffic)) return [];
  const [before, after] = [traffic.before?.workloads ?? [], traffic.after?.workloads ?? []];
  const list = (workloads: TrafficObjects) => {
    const shown = workloads.slice(0, 10).map((workload) => names.full(workload));
    const more = workloads.length > 10 ? [phrase`${workloads.length - 10} more`] : [];
    return workloads.length === 0 ? phrase`no workload` : joinPhrases([...shown, ...more], ', ');
  };
  const isSame = JSON.stringify(before) === JSON.stringify(after);
  return [
    isSame ? phrase`Behind it: ${list(after)}.` : phrase`Behind it: ${list(before)} before, ${list(after)} after.`,
  ];
}

type TrafficObjects = NonNullable<TrafficChange['after']>['workloads'];
