/** What an example says of its Deployment; the rest is the same in all of them. */
interface ExampleParts {
  /** `key: value` pairs of spec, such as `replicas: 2`. */
  readonly spec?: readonly string[];
  readonly tag?: string;
  /** Further `key: value` pairs of the container. */
  readonly container?: readonly string[];
}

export const exampleProbe = 'readinessProbe: { httpGet: { port: 8080 } }';

/** The manifest of the Deployment which the examples of rules are about. */
export function exampleDeployment({ spec = [], tag = '1.4.2', container = [exampleProbe] }: ExampleParts): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
${lines(spec, '  ')}  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: shop/web:${tag}
${lines(container, '          ')}`;
}

function lines(pairs: readonly string[], indentation: string): string {
  return pairs.map((pair) => `${indentation}${pair}\n`).join('');
}
