import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Files by path, as one revision holds them. */
export type Files = ReadonlyMap<string, string>;

const objectsPerApp = 5;

export interface Revisions {
  readonly base: Files;
  readonly head: Files;
}

/** Two revisions of so many objects, one file per app, in which every tenth object changes: an image, replicas or a config value. */
export function appRevisions(objects: number): Revisions {
  const apps = Array.from({ length: objects / objectsPerApp }, (_, index) => index);
  const base = new Map(apps.map((app) => [fileOf(app), appText(app, undefined)]));
  const head = new Map(apps.map((app) => [fileOf(app), appText(app, changeOf(app))]));
  return { base, head };
}

/** The same in one file per revision. */
export function joinedRevisions({ base, head }: Revisions): Revisions {
  return { base: joined(base), head: joined(head) };
}

function joined(files: Files): Files {
  return new Map([['all.yaml', Array.from(files.values()).join('---\n')]]);
}

function fileOf(app: number): string {
  return `apps/${appName(app)}/app.yaml`;
}

type Change = 'image' | 'replicas' | 'config';

/** Half of the apps have one of their five objects changed. */
function changeOf(app: number): Change | undefined {
  const changes = { 0: 'image', 2: 'replicas', 4: 'config' } as const;
  return Object.hasOwn(changes, app % 6) ? changes[(app % 6) as keyof typeof changes] : undefined;
}

/** One Deployment per file: 200 folders of 100, or one flat folder. */
export function repositoryFiles(manifests: number, filesPerFolder: number): Files {
  return new Map(
    Array.from({ length: manifests }, (_, app) => {
      const folder = String(Math.floor(app / filesPerFolder)).padStart(5, '0');
      return [`folder-${folder}/${appName(app)}.yaml`, deploymentText(app, '1.0.0', 3)];
    }),
  );
}

/** A Deployment with a long list of environment variables; in head one value differs, one entry is new and one is gone. */
export function longListRevisions(entries: number): Revisions {
  const before = Array.from({ length: entries }, (_, index) => variable(index, `value ${index}`));
  const middle = Math.floor(entries / 2);
  const after = before.with(middle, variable(middle, 'changed')).concat(variable(entries, 'new')).toSpliced(1, 1);
  const lead = deploymentText(0, '1.0.0', 3);
  return {
    base: new Map([['long.yaml', lead + before.join('')]]),
    head: new Map([['long.yaml', lead + after.join('')]]),
  };
}

/** One more entry at the end of `deploymentText`. */
function variable(index: number, value: string): string {
  return `        - {name: VARIABLE_${index}, value: "${value}"}\n`;
}

export function writeFiles(directory: string, files: Files): string {
  for (const [path, text] of files) {
    const location = join(directory, path);
    mkdirSync(dirname(location), { recursive: true });
    writeFileSync(location, text);
  }
  return directory;
}

function appName(app: number): string {
  return `app-${String(app).padStart(5, '0')}`;
}

function appText(app: number, change: Change | undefined): string {
  const image = change === 'image' ? '1.1.0' : '1.0.0';
  const replicas = 3 + (app % 5) + (change === 'replicas' ? 2 : 0);
  return [
    deploymentText(app, image, replicas),
    serviceText(app),
    configMapText(app, change === 'config' ? 'debug' : 'info'),
    autoscalerText(app),
    budgetText(app),
  ].join('---\n');
}

export function deploymentText(app: number, image: string, replicas: number): string {
  const name = appName(app);
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: shop
  labels:
    app.kubernetes.io/name: ${name}
    app.kubernetes.io/part-of: shop
spec:
  replicas: ${replicas}
  selector:
    matchLabels:
      app.kubernetes.io/name: ${name}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${name}
        app.kubernetes.io/part-of: shop
    spec:
      containers:
      - name: main
        image: registry.example.com/shop/${name}:${image}
        ports:
        - name: http
          containerPort: 8080
        resources:
          requests:
            cpu: 100m
            memory: 128Mi
          limits:
            memory: 256Mi
        readinessProbe:
          httpGet:
            path: /healthz
            port: http
          periodSeconds: 5
        envFrom:
        - configMapRef:
            name: ${name}-config
        env:
        - name: PORT
          value: "8080"
`;
}

function serviceText(app: number): string {
  const name = appName(app);
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: shop
spec:
  selector:
    app.kubernetes.io/name: ${name}
  ports:
  - name: http
    port: 80
    targetPort: http
`;
}

function configMapText(app: number, level: string): string {
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${appName(app)}-config
  namespace: shop
data:
  LOG_LEVEL: ${level}
  REGION: eu-west-1
  FEATURES: "search,checkout,reviews"
`;
}

function autoscalerText(app: number): string {
  const name = appName(app);
  return `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: ${name}
  namespace: shop
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: ${name}
  minReplicas: 3
  maxReplicas: 10
  metrics:
  - type: Resource
    resource:
      name: cpu
      target:
        type: Utilization
        averageUtilization: 70
`;
}

function budgetText(app: number): string {
  const name = appName(app);
  return `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: ${name}
  namespace: shop
spec:
  minAvailable: 2
  selector:
    matchLabels:
      app.kubernetes.io/name: ${name}
`;
}
