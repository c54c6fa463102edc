type Files = Readonly<Record<string, string>>;

/** The files of one revision: `edit` is what the two differ in. */
export type Change = (edit: string) => Files;

export const list = <T>(length: number, item: (index: number) => T): readonly T[] =>
  Array.from({ length }, (_, index) => item(index));
export const lines = (length: number, line: (index: number) => string) => list(length, line).join('');

export const configMap = (data: string, name = 'a') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: shop}\ndata:\n  colour: red\n${data}`;

interface Workload {
  readonly name?: string;
  readonly label?: string;
  readonly image?: string;
  readonly spec?: string;
  /** Of the container. */
  readonly fields?: string;
  readonly containers?: string;
}

export function deployment({ name = 'web', label = name, image = '1', spec = '', ...more }: Workload): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop}
spec:
${spec}  selector: {matchLabels: {app: ${label}}}
  template:
    metadata: {labels: {app: ${label}}}
    spec:
      containers:
        - name: web
          image: web:${image}
${more.fields ?? ''}${more.containers ?? ''}`;
}

export const one =
  (text: (edit: string) => string): Change =>
  (edit) => ({ 'a.yaml': text(edit) });
