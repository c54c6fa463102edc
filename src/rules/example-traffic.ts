import { exampleDeployment } from './example-deployment.ts';

/** A Service of the examples of rules. */
export function exampleService(selector: string, targetPort: number | string = 8080, name = 'web'): string {
  return `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop }
spec:
  selector: ${selector}
  ports: [{ port: 80, targetPort: ${targetPort} }]
`;
}

/** The Deployment of the examples under another name, with a label more. */
export function colouredDeployment(colour: string, spec: readonly string[] = ['replicas: 2']): string {
  return exampleDeployment({ spec })
    .replace('name: web,', `name: web-${colour},`)
    .replaceAll('{ app: web }', `{ app: web, colour: ${colour} }`);
}

/** An HTTPRoute which divides all requests between Services: `web-blue: 90`. */
export function exampleRoute(weights: Readonly<Record<string, number>>): string {
  const refs = Object.entries(weights).map(([name, weight]) => `{ name: ${name}, port: 80, weight: ${weight} }`);
  return `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec:
  hostnames: [shop.example.com]
  rules: [{ backendRefs: [${refs.join(', ')}] }]
`;
}

/** Several manifests in one file. */
export function together(...manifests: readonly string[]): string {
  return manifests.join('---\n');
}
