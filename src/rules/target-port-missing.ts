import { defineRule, type RuleHit } from './define-rule.ts';
import { exampleDeployment, exampleProbe } from './example-deployment.ts';
import { exampleService, together } from './example-traffic.ts';
import type { TrafficFact } from './traffic-facts.ts';

type PortFact = Extract<TrafficFact, { type: 'TargetPortMissing' }>;

const withPort = (port: string, tag = '1.4.2') =>
  exampleDeployment({ spec: ['replicas: 2'], tag, container: [exampleProbe, `ports: [${port}]`] });
const http = '{ name: http, containerPort: 8080 }';
const web = '{ name: web, containerPort: 8080 }';

export const targetPortMissing = defineRule({
  id: 'target-port-missing',
  severity: 'high',
  summary: 'A Service sends requests to a port which its pods do not have',
  rationale:
    'A targetPort by name is looked up in the containers of each pod: a pod without a port of that name is no endpoint. A targetPort by number reaches any pod, ' +
    'but nobody listens there if the container has moved to another port.',
  remediation: 'Let the targetPort and the ports of the containers agree.',
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports'],
  *check({ change, traffic = [] }) {
    for (const fact of traffic) {
      if (fact.type === 'TargetPortMissing') yield hitOf(fact, change?.object.kind === 'Service');
    }
  },
  examples: {
    invalid: [
      {
        title: 'the port of the container is renamed, but not the targetPort',
        base: together(exampleService('{ app: web }', 'http'), withPort(http)),
        head: together(exampleService('{ app: web }', 'http'), withPort(web)),
      },
      {
        title: 'both are renamed at once: the pods which run do not have the new name',
        base: together(exampleService('{ app: web }', 'http'), withPort(http)),
        head: together(exampleService('{ app: web }', 'web'), withPort(web)),
      },
      {
        title: 'the container moves to another port',
        base: together(exampleService('{ app: web }'), withPort('{ containerPort: 8080 }')),
        head: together(exampleService('{ app: web }'), withPort('{ containerPort: 9090 }')),
      },
    ],
    valid: [
      {
        title: 'the port of the container has another number, and the Service asks for its name',
        base: together(exampleService('{ app: web }', 'http'), withPort(http)),
        head: together(exampleService('{ app: web }', 'http'), withPort('{ name: http, containerPort: 9090 }')),
      },
      {
        title: 'the containers declare no port: a number is reached all the same',
        base: together(exampleService('{ app: web }', 8080), exampleDeployment({})),
        head: together(exampleService('{ app: web }', 9090), exampleDeployment({ tag: '1.5.0' })),
      },
      {
        title: 'it was missing before',
        base: together(exampleService('{ app: web }', 'http'), withPort(web)),
        head: together(exampleService('{ app: web }', 'http'), withPort(web, '1.5.0')),
      },
    ],
  },
});

function hitOf(fact: PortFact, isService: boolean): RuleHit {
  const isNamed = typeof fact.target === 'string';
  const hit = {
    message: messageOf(fact, isService),
    field: isService ? 'spec.ports' : 'spec.template.spec.containers',
  };
  if (fact.pods === 'New') return { ...hit, severity: isNamed ? 'high' : 'medium' };
  const remediation =
    'Take two commits: first give the pods the new port beside the old one; when they are rolled out, let the Service ask for it.';
  return { ...hit, remediation, severity: isNamed ? 'high' : 'medium' };
}

function messageOf({ service, port, target, workload, pods, declared, windowSeconds }: PortFact, isService: boolean) {
  const whose = isService ? `targetPort ${target} of port ${port}` : `targetPort ${target} of ${service}`;
  const instead = declared.length === 0 ? '' : `, but ${declared.slice(0, 3).join(', ')}`;
  if (pods === 'Old') {
    const how = typeof target === 'string' ? 'have no port of that name' : 'do not declare it';
    const time =
      windowSeconds === undefined ? 'as long as none is replaced' : `for ${windowSeconds} s, until a new one is ready`;
    const result =
      typeof target === 'string' ? `it has no endpoint ${time}` : 'what reaches them fails until they are replaced';
    return `${whose}: the pods of ${workload} which run ${how}${instead}, so ${result}`;
  }
  return typeof target === 'string'
    ? `${whose}: no container of ${workload} has a port of that name${instead}, so its pods get no requests`
    : `${whose}: ${workload} declares it no longer${instead}, so nobody may listen there`;
}
