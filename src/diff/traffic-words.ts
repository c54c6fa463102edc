import { apiGroup } from '../schema/object-identity.ts';
import type { ObjectReference } from '../schema/object-reference.ts';
import type { FieldDifference } from './field-changes.ts';
import { fieldWords } from './field-words.ts';

interface TrafficKind {
  /** The groups that have this kind; several for what was renamed. */
  readonly groups: readonly string[];
  /** The fields which decide where requests go. */
  readonly fields: readonly string[];
  /** The first match wins, so the order of a list is a decision too. */
  readonly isOrdered?: boolean;
}

const gateway: TrafficKind = {
  groups: ['gateway.networking.k8s.io'],
  fields: ['spec.rules', 'spec.parentRefs', 'spec.hostnames'],
};

const trafficKinds: Readonly<Record<string, TrafficKind>> = {
  Service: {
    groups: [''],
    fields: [
      'spec.selector',
      'spec.ports',
      'spec.type',
      'spec.externalName',
      'spec.clusterIP',
      'spec.publishNotReadyAddresses',
    ],
  },
  Ingress: {
    groups: ['networking.k8s.io', 'extensions'],
    fields: ['spec.rules', 'spec.defaultBackend', 'spec.backend', 'spec.ingressClassName', 'metadata.annotations'],
  },
  HTTPRoute: gateway,
  GRPCRoute: gateway,
  TCPRoute: gateway,
  TLSRoute: gateway,
  UDPRoute: gateway,
  VirtualService: {
    groups: ['networking.istio.io'],
    fields: ['spec.http', 'spec.tcp', 'spec.tls', 'spec.hosts', 'spec.gateways'],
    isOrdered: true,
  },
  DestinationRule: { groups: ['networking.istio.io'], fields: ['spec.host', 'spec.subsets'] },
  TrafficSplit: { groups: ['split.smi-spec.io'], fields: ['spec.backends', 'spec.service', 'spec.matches'] },
};

/** How a request is treated, not where it goes. */
const policyKeys: ReadonlySet<string> = new Set([
  'timeout',
  'timeouts',
  'retries',
  'retry',
  'headers',
  'corsPolicy',
  'trafficPolicy',
]);

export function movesTraffic(reference: ObjectReference): boolean {
  return trafficKindOf(reference) !== undefined;
}

/** Which of the differences send requests elsewhere, in words; undefined: none. */
export function trafficWords(reference: ObjectReference, differences: readonly FieldDifference[]): string | undefined {
  const kind = trafficKindOf(reference);
  if (!kind) return undefined;
  const moving = differences.filter(({ change, keys }) => {
    if (change.type === 'SameMeaning' || (change.type === 'Reordered' && !kind.isOrdered)) return false;
    const path = `${keys.join('.')}.`;
    if (path.startsWith('metadata.annotations.')) return /\/canary(?:-|\.|$)/.test(path);
    if (keys.some((key) => policyKeys.has(key))) return false;
    return kind.fields.some((field) => path.startsWith(`${field}.`));
  });
  return moving.length > 0 ? fieldWords(moving.map(({ change }) => change)) : undefined;
}

function trafficKindOf({ apiVersion, kind }: ObjectReference): TrafficKind | undefined {
  const known = Object.hasOwn(trafficKinds, kind) ? trafficKinds[kind] : undefined;
  return known?.groups.includes(apiGroup(apiVersion)) ? known : undefined;
}
