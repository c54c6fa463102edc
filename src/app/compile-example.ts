import { stringAt } from '../kubernetes/field-access.ts';
import { objectReader } from '../kubernetes/object-reader.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import { compileProcedure } from '../plan/procedure/compile-procedure.ts';
import type { JsonObject } from '../schema/json.ts';
import type { NamedStrategy } from '../schema/named-strategy.ts';
import type { Procedure } from '../schema/procedure.ts';
import { exampleDeployment } from './example-deployment.ts';

const labels = { app: 'web', version: 'blue' };
const service: JsonObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: { selector: labels, ports: [{ port: 80, targetPort: 8080 }] },
};
const httpRoute: JsonObject = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name: 'web' },
  spec: { parentRefs: [{ name: 'public' }], rules: [{ backendRefs: [{ name: 'web', port: 80 }] }] },
};
const backend = { service: { name: 'web', port: { number: 80 } } };
const ingress: JsonObject = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'web' },
  spec: { ingressClassName: 'nginx', rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }] },
};

/** The steps for a new image of a Deployment of ten replicas behind a Service, which routes lead to; undefined: refused. */
export function compileExample(strategy: NamedStrategy, kubernetesVersion: string): Procedure | undefined {
  const result = compileProcedure({
    before: exampleObject(exampleDeployment({ version: '1.0', labels })),
    after: exampleObject(exampleDeployment({ version: '1.1', labels })),
    services: [exampleObject(service)],
    routes: [httpRoute, ingress].map(exampleObject),
    autoscalers: [],
    budgets: [],
    claims: [],
    neighbours: [],
    strategy: { name: strategy.name, strategy: strategy.strategy },
    kubernetesVersion,
    read: objectReader({ kubernetesVersion }),
  });
  return result.type === 'Compiled' ? result.procedure : undefined;
}

function exampleObject(value: JsonObject): RevisionObject {
  const apiVersion = stringAt(value, 'apiVersion') ?? '';
  const names = { apiVersion, kind: stringAt(value, 'kind') ?? '', name: 'web' };
  const document = { path: 'web.yaml', line: 1, documentText: '', documentLine: 1, within: [] };
  return { reference: { ...names, root: '.' }, object: { ...names, namespace: undefined, value, document } };
}
