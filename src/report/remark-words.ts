import type { ResourceChange } from '../schema/resource-change.ts';
import type { TrafficChange } from '../schema/traffic.ts';
import { endpointsPhrase, readerPhrase } from './effect-words.ts';
import type { ObjectNames } from './object-names.ts';
import { joinPhrases, type Phrase, phrase } from './phrase.ts';
import { serviceName, servicesOfRoute } from './plan-entries.ts';
import { clipText } from './visible-text.ts';

/** Whole sentences of the plan. The names in them may be of any length. */
export function remarkPhrases(remarks: readonly string[] = []): readonly Phrase[] {
  return remarks.map((remark) => phrase`${clipText(remark, 500)}`);
}

/** Who reads a changed ConfigMap or Secret, one phrase each, then the remarks on the change. */
export function readerPhrases(
  change: ResourceChange | undefined,
  names: ObjectNames,
  readersMax = Infinity,
): readonly Phrase[] {
  const readers = (change?.effects ?? []).flatMap((effect) => (effect.type === 'ConfigReaches' ? effect.readers : []));
  const hidden = readers.length - readersMax;
  return [
    ...readers.slice(0, readersMax).map((reader) => readerPhrase(reader, names)),
    ...(hidden > 0 ? [phrase`and ${hidden} more readers`] : []),
    ...remarkPhrases(change?.remarks),
  ];
}

/** The endpoints of a Service and the remarks on them, without the last full stop. */
export function trafficPhrase(traffic: TrafficChange): Phrase {
  const remarks = (traffic.remarks ?? []).map((remark) => remark.replace(/\.$/, ''));
  return joinPhrases([endpointsPhrase(traffic), ...remarkPhrases(remarks)], '. ');
}

/** “ behind Ingress `shop/web`”: the routes which send requests to a Service. */
export function routesPhrase({ object }: TrafficChange, routes: readonly TrafficChange[], names: ObjectNames): Phrase {
  const own = routes.filter((route) => servicesOfRoute(route).includes(serviceName(object.namespace, object.name)));
  return own.length === 0 ? [] : phrase` behind ${routeList(own, names)}`;
}

/** At most three, and how many more. */
export function routeList(routes: readonly TrafficChange[], names: ObjectNames): Phrase {
  const shown = routes.slice(0, routesMax).map((route) => names.full(route.object));
  const more = routes.length > routesMax ? [phrase`${routes.length - routesMax} more`] : [];
  return joinPhrases([...shown, ...more], ', ');
}

const routesMax = 3;
