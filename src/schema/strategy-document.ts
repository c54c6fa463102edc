import { z } from 'zod';

const Count = z
  .int({ error: 'expected a whole number' })
  .min(0, { error: 'expected 0 or more' })
  .max(2_147_483_647, { error: 'the number is too large' });
const intOrPercent = { error: 'expected a number of pods, or a percentage such as 25%' };
const IntOrPercent = z.union([Count, z.string().regex(/^\d{1,9}%$/, intOrPercent)], intOrPercent);
const Flag = z.boolean({ error: 'expected true or false' });
const Percent = z
  .int({ error: 'expected a whole number of percent, from 0 to 100' })
  .min(0, { error: 'expected 0 to 100 percent' })
  .max(100, { error: 'expected 0 to 100 percent' });
const Name = z.string({ error: 'expected a name' });
/** What belongs to the controller of Argo Rollouts, and is taken as it is. */
const Settings = z.looseObject({}, { error: 'expected a mapping' });

const refused = (error: string) => z.never({ error }).optional();

const Pause = z
  .strictObject(
    {
      duration: z
        .union([Count, z.string()], { error: 'expected seconds, or a duration such as 30s, 5m or 1h' })
        .optional()
        .describe('Seconds, or 30s, 5m, 1h, 1h30m. Absent: until a person goes on.'),
    },
    { error: 'expected a mapping: pause: {} waits for a person, pause: {duration: 5m} for a time' },
  )
  .meta({ id: 'PauseStep' });

const SetCanaryScale = z
  .strictObject(
    { replicas: Count.optional(), weight: Percent.optional(), matchTrafficWeight: Flag.optional() },
    { error: 'expected a mapping with replicas, weight or matchTrafficWeight' },
  )
  .refine(hasOneKey, { error: 'expected exactly one of: replicas, weight, matchTrafficWeight' })
  .meta({ id: 'SetCanaryScaleStep', minProperties: 1, maxProperties: 1 });

const Analysis = z
  .looseObject(
    {
      templates: z
        .array(z.looseObject({ templateName: Name }, { error: 'expected a mapping with templateName' }), {
          error: 'expected a list of templates',
        })
        .optional(),
    },
    { error: 'expected a mapping with templates' },
  )
  .meta({ id: 'AnalysisStep', description: 'Becomes a question to a person: nothing runs the analysis.' });

/** A step as Argo Rollouts writes it: a mapping with one key. */
const DocumentStep = z
  .strictObject(
    {
      setWeight: Percent.optional(),
      pause: Pause.optional(),
      setCanaryScale: SetCanaryScale.optional(),
      analysis: Analysis.optional(),
      experiment: refused('an experiment starts pods of its own, which only the controller of Argo Rollouts does'),
      plugin: refused(
        'a plugin is run by the controller of Argo Rollouts alone; write pause: {} for a person to decide',
      ),
      setHeaderRoute: refused('routing by headers is not compiled yet; leave the step out'),
      setMirrorRoute: refused('mirrored traffic is not compiled yet; leave the step out'),
    },
    { error: 'expected a step, such as setWeight: 20' },
  )
  .refine(hasOneKey, { error: 'expected exactly one of: setWeight, pause, setCanaryScale, analysis' })
  .meta({ id: 'DocumentStep', minProperties: 1, maxProperties: 1 });
export type DocumentStep = z.infer<typeof DocumentStep>;

const gatewayPlugin = 'argoproj-labs/gatewayAPI';
const otherRouter = refused(
  'this router is not compiled yet; there is: nginx, and plugins with argoproj-labs/gatewayAPI',
);

const TrafficRouting = z
  .strictObject(
    {
      nginx: Settings.optional().describe('Weights as annotations of a second Ingress.'),
      plugins: z
        .strictObject(
          { [gatewayPlugin]: Settings },
          { error: `expected a mapping with ${gatewayPlugin}, the only plugin which is compiled` },
        )
        .optional()
        .describe('Weights of an HTTPRoute.'),
      maxTrafficWeight: z.literal(100, { error: 'only a total of 100 is compiled' }).optional(),
      managedRoutes: refused('routing by headers is not compiled yet; leave the field out'),
      istio: otherRouter,
      alb: otherRouter,
      ambassador: otherRouter,
      apisix: otherRouter,
      appMesh: otherRouter,
      smi: otherRouter,
      traefik: otherRouter,
    },
    { error: 'expected a mapping with nginx or plugins' },
  )
  .refine(({ nginx, plugins }) => (nginx === undefined) !== (plugins === undefined), {
    error: 'expected exactly one of: nginx, plugins',
  })
  .meta({ id: 'TrafficRouting', oneOf: [{ required: ['nginx'] }, { required: ['plugins'] }] });

const noSteps = 'without steps a canary is a rolling update: write type: RollingUpdate';

const Canary = z
  .strictObject(
    {
      steps: z
        .array(DocumentStep, {
          error: ({ input }) => (input === undefined ? noSteps : 'expected a list of steps'),
        })
        .min(1, { error: noSteps }),
      trafficRouting: TrafficRouting.optional().describe('Absent: the number of pods splits the traffic.'),
      scaleDownDelaySeconds: Count.optional().describe(
        'How long the old pods stay at the end; with trafficRouting only.',
      ),
      canaryService: Name.optional(),
      stableService: Name.optional(),
      maxSurge: IntOrPercent.optional(),
      maxUnavailable: IntOrPercent.optional(),
      analysis: Settings.optional(),
      antiAffinity: Settings.optional(),
      canaryMetadata: Settings.optional(),
      stableMetadata: Settings.optional(),
      abortScaleDownDelaySeconds: Count.optional(),
      scaleDownDelayRevisionLimit: Count.optional(),
      minPodsPerReplicaSet: Count.optional(),
      dynamicStableScale: Flag.optional(),
      pingPong: refused('two Services which change places are not compiled; name stableService and canaryService'),
    },
    { error: 'expected a mapping with steps' },
  )
  .meta({ id: 'CanaryStanza' });
export type CanaryStanza = z.infer<typeof Canary>;

const BlueGreen = z
  .strictObject(
    {
      activeService: Name.optional(),
      previewService: Name.optional().describe(
        'Written: a preview Service, whatever its name, shows the new version before the switch.',
      ),
      autoPromotionEnabled: Flag.optional().describe('Default true. False: a person decides on the switch.'),
      autoPromotionSeconds: Count.optional().describe('How long the new version is looked at before the switch.'),
      scaleDownDelaySeconds: Count.optional().describe('How long the old pods stay after the switch. Default: 30.'),
      previewReplicaCount: Count.min(1, { error: 'expected 1 pod or more' }).optional(),
      prePromotionAnalysis: Settings.optional().describe('A person decides on the switch in its place.'),
      postPromotionAnalysis: Settings.optional(),
      antiAffinity: Settings.optional(),
      activeMetadata: Settings.optional(),
      previewMetadata: Settings.optional(),
      abortScaleDownDelaySeconds: Count.optional(),
      scaleDownDelayRevisionLimit: Count.optional(),
      maxUnavailable: IntOrPercent.optional(),
    },
    { error: 'expected a mapping; blueGreen: {} takes the defaults' },
  )
  .meta({ id: 'BlueGreenStanza' });
export type BlueGreenStanza = z.infer<typeof BlueGreen>;

const expectedStanza = 'expected exactly one of: type (RollingUpdate or Recreate), blueGreen, canary';

const Stanza = z
  .strictObject(
    {
      type: z.enum(['RollingUpdate', 'Recreate'], { error: 'expected RollingUpdate or Recreate' }).optional(),
      rollingUpdate: z
        .strictObject(
          { maxSurge: IntOrPercent.optional(), maxUnavailable: IntOrPercent.optional() },
          { error: 'expected a mapping with maxSurge and maxUnavailable' },
        )
        .optional(),
      blueGreen: BlueGreen.optional(),
      canary: Canary.optional(),
    },
    { error: expectedStanza },
  )
  .refine(
    ({ type, rollingUpdate, blueGreen, canary }) =>
      [type ?? rollingUpdate, blueGreen, canary].filter((each) => each !== undefined).length === 1,
    { error: expectedStanza },
  )
  .describe('As spec.strategy of a Deployment or of a Rollout: a stanza of either can be pasted.')
  .meta({
    id: 'StrategyStanza',
    oneOf: [
      { anyOf: [{ required: ['type'] }, { required: ['rollingUpdate'] }] },
      { required: ['blueGreen'] },
      { required: ['canary'] },
    ],
  });
export type StrategyStanza = z.infer<typeof Stanza>;

/** A file which describes one strategy. Its opening comment says when to use it and when not. */
export const StrategyDocument = z
  .strictObject(
    {
      name: z
        .string({ error: 'expected a name, such as canary-slow' })
        .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, {
          error: 'expected a name of small letters, digits and hyphens, such as canary-slow',
        }),
      summary: z
        .string({ error: 'expected one line of text which says what the strategy does' })
        .regex(/^\S(?:.{0,198}\S)?$/, { error: 'expected one line of at most 200 characters' }),
      strategy: Stanza,
    },
    { error: 'expected a mapping with name, summary and strategy' },
  )
  .meta({ id: 'StrategyDocument', title: 'Rollcast strategy', description: 'How workloads get to their new version.' });
export type StrategyDocument = z.infer<typeof StrategyDocument>;

function hasOneKey(value: object): boolean {
  return Object.keys(value).length === 1;
}
