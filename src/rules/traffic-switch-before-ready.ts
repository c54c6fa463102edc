import { defineRule } from './define-rule.ts';
import { colouredDeployment, exampleRoute, exampleService, together } from './example-traffic.ts';
import { listNames } from './list-names.ts';
import type { TrafficFact } from './traffic-facts.ts';

type SwitchFact = Extract<TrafficFact, { type: 'SwitchBeforeReady' }>;

const [blue, green] = ['blue', 'green'].map((colour) => `{ app: web, colour: ${colour} }`);
const services = together(exampleService(`${blue}`, 8080, 'web-blue'), exampleService(`${green}`, 8080, 'web-green'));

export const trafficSwitchBeforeReady = defineRule({
  id: 'traffic-switch-before-ready',
  severity: 'high',
  summary: 'Requests are switched to pods which are not ready yet',
  rationale:
    'A selector, a backend or a weight counts from the moment of the apply, and pods which come in the same apply need time until they are ready. ' +
    'In between the requests find no endpoint.',
  remediation: 'Take two commits: first the new workload, and when its pods are ready, the switch.',
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/service/',
    'https://gateway-api.sigs.k8s.io/guides/traffic-splitting/',
  ],
  *check({ traffic = [] }) {
    for (const fact of traffic) {
      if (fact.type !== 'SwitchBeforeReady') continue;
      yield {
        message: messageOf(fact),
        field: fact.by === 'Selector' ? 'spec.selector' : 'spec',
        severity: fact.failingPercent < 100 ? 'medium' : 'high',
        remediation: remediationOf(fact),
      };
    }
  },
  examples: {
    invalid: [
      {
        title: 'a Service switches to pods which start in the same apply',
        base: together(exampleService(`${blue}`), colouredDeployment('blue')),
        head: together(exampleService(`${green}`), colouredDeployment('blue'), colouredDeployment('green')),
      },
      {
        title: 'a Service switches to a workload without pods',
        base: together(
          exampleService(`${blue}`),
          colouredDeployment('blue'),
          colouredDeployment('green', ['replicas: 0']),
        ),
        head: together(
          exampleService(`${green}`),
          colouredDeployment('blue'),
          colouredDeployment('green', ['replicas: 0']),
        ),
      },
      {
        title: 'a route gives weight to pods which start in the same apply',
        base: together(exampleRoute({ 'web-blue': 100, 'web-green': 0 }), services, colouredDeployment('blue')),
        head: together(
          exampleRoute({ 'web-blue': 90, 'web-green': 10 }),
          services,
          colouredDeployment('blue'),
          colouredDeployment('green'),
        ),
      },
    ],
    valid: [
      {
        title: 'the pods are ready already',
        base: together(exampleService(`${blue}`), colouredDeployment('blue'), colouredDeployment('green')),
        head: together(exampleService(`${green}`), colouredDeployment('blue'), colouredDeployment('green')),
      },
      {
        title: 'the new workload gets no requests yet',
        base: together(exampleRoute({ 'web-blue': 100 }), services, colouredDeployment('blue')),
        head: together(
          exampleRoute({ 'web-blue': 100, 'web-green': 0 }),
          services,
          colouredDeployment('blue'),
          colouredDeployment('green'),
        ),
      },
      {
        title: 'nobody knows the pods behind the new backend',
        base: together(exampleRoute({ 'web-blue': 1 }), services, colouredDeployment('blue')),
        head: together(exampleRoute({ 'web-chart': 1 }), services, colouredDeployment('blue')),
      },
    ],
  },
});

const switches: Record<SwitchFact['by'], string> = {
  Selector: 'the selector switches',
  Backends: 'the backend switches',
  Weights: 'the weights give requests',
};

function messageOf({ by, starting, failingPercent, windowSeconds }: SwitchFact): string {
  const whose = failingPercent === 100 ? 'requests find' : `${failingPercent} % of the requests find`;
  const time = windowSeconds === undefined ? 'and this does not end by itself' : `for ${windowSeconds} s`;
  const why = starting.length === 0 ? 'which are not there' : `of ${listNames(starting)}, which come in the same apply`;
  return `${switches[by]} to pods ${why}: ${whose} no endpoint${windowSeconds === undefined ? ', ' : ' '}${time}`;
}

function remediationOf({ name, starting, areRelabelled }: SwitchFact): string {
  if (areRelabelled) {
    return `Take two commits: first give the pods a new label beside those for which ${name} asks; when they are rolled out, let it ask for the new one.`;
  }
  if (starting.length === 0) return 'Take two commits: first start the pods, and when they are ready, the switch.';
  return `Take two commits: first ${listNames(starting)}; when its pods are ready, the switch of ${name}.`;
}
