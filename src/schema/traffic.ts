import { z } from 'zod';
import { ObjectReference } from './object-reference.ts';

const Labels = z.record(z.string(), z.string()).readonly();

export const RouteBackend = z
  .strictObject({
    service: z.string(),
    namespace: z.string().optional().describe('That of the Service, where it is not the one of the route.'),
    subset: z.string().optional().describe('The subset of a DestinationRule.'),
    weight: z.number().min(0).describe('As written, or as the kind takes it where it is not.'),
    isUnknown: z
      .boolean()
      .optional()
      .describe('Its pods are in none of these files, or not forecast: nobody knows whether they are ready.'),
  })
  .readonly()
  .meta({ id: 'RouteBackend', description: 'Pods to which a route sends requests: those of a Service.' });
export type RouteBackend = z.infer<typeof RouteBackend>;

const Selection = z
  .strictObject({
    selector: Labels.optional(),
    externalName: z
      .string()
      .optional()
      .describe('Of a Service which is an alias: the host to which DNS sends its clients.'),
    backends: z.array(RouteBackend).readonly().optional().describe('Of a route: those which get requests.'),
    workloads: z.array(ObjectReference).readonly(),
  })
  .readonly()
  .meta({
    id: 'TrafficSelection',
    description: 'What decides where requests go, and the workloads whose pods get them.',
  });

const windowSeconds = z
  .number()
  .min(0)
  .optional()
  .describe('How long no pod is ready which should get the requests; absent: it does not end by itself.');

export const RouteRuleSwitch = z
  .strictObject({
    match: z.string().describe('Which requests, for people: the host and the path.'),
    total: z
      .number()
      .min(0)
      .optional()
      .describe('Of what sum the weights are a share, where another object has the rest (a canary Ingress).'),
    before: z.array(RouteBackend).readonly(),
    after: z.array(RouteBackend).readonly(),
  })
  .readonly()
  .meta({ id: 'RouteRuleSwitch', description: 'One rule of a route which sends its requests elsewhere.' });
export type RouteRuleSwitch = z.infer<typeof RouteRuleSwitch>;

export const TrafficSwitch = z
  .discriminatedUnion('type', [
    z
      .strictObject({ type: z.literal('Selector'), before: Labels, after: Labels, windowSeconds })
      .describe('A Service asks for other labels, or becomes an alias or ends to be one.'),
    z.strictObject({
      type: z
        .enum(['Backends', 'Weights'])
        .describe('Weights: a backend which had requests keeps some. Backends: others have them now.'),
      rules: z.array(RouteRuleSwitch).min(1).readonly(),
      failingPercent: z
        .number()
        .min(0)
        .max(100)
        .describe('The greatest share of the requests of one rule which goes to backends without a ready pod.'),
      windowSeconds,
    }),
  ])
  .readonly()
  .meta({ id: 'TrafficSwitch', description: 'Requests go to other pods, and how long these are not there.' });
export type TrafficSwitch = z.infer<typeof TrafficSwitch>;

export const TrafficChange = z
  .strictObject({
    object: ObjectReference,
    before: Selection.optional(),
    after: Selection.optional(),
    endpoints: z
      .strictObject({ before: z.int().min(0), floor: z.int().min(0), after: z.int().min(0) })
      .readonly()
      .describe('Ready endpoints before, at the lowest moment, and at the end; of a route those of its worst rule.'),
    switch: TrafficSwitch.optional(),
    remarks: z.array(z.string()).readonly().optional().describe('What a reviewer would not expect, one sentence each.'),
  })
  .readonly()
  .meta({ id: 'TrafficChange', description: 'A Service or route and the pods behind it.' });
export type TrafficChange = z.infer<typeof TrafficChange>;
