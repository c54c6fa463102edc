import { z } from 'zod';

const RootPath = z
  .string({ error: 'expected a path of the repository, such as apps/web' })
  .min(1, { error: 'the path is empty; the top of the repository is "."' })
  .regex(/^(?!\/)/, { error: 'the path is absolute; name one within the repository, such as apps/web' })
  .regex(/^(?!(?:.*\/)?\.\.(?:\/|$))/, { error: 'the path has a ".."; name it from the top of the repository' });

/** What a plan takes as given where neither manifests nor facts tell. */
const SettingsAssumptions = z
  .strictObject(
    {
      nodes: z
        .int({ error: 'expected a whole number of nodes' })
        .min(0, { error: 'a cluster has no fewer than 0 nodes' })
        .max(1_000_000, { error: 'that is more nodes than any cluster has' })
        .optional()
        .describe('Nodes of the cluster, on each of which a DaemonSet runs a pod. Default: 10.'),
    },
    { error: 'expected a mapping of assumptions' },
  )
  .meta({ id: 'SettingsAssumptions' });

const SettingsKustomize = z
  .strictObject(
    {
      allowRemote: z
        .boolean({ error: 'expected true or false' })
        .optional()
        .describe(
          'Whether a build may read bases which are not in the repository: it may then reach the network, and start git. Default: false.',
        ),
    },
    { error: 'expected a mapping' },
  )
  .meta({ id: 'SettingsKustomize' });

const RuleText = z
  .string({ error: 'expected a text' })
  .min(1, { error: 'the text is empty; leave the condition out instead' });

/** Which workloads follow a strategy: those of which every condition holds. */
export const StrategyRule = z
  .strictObject(
    {
      strategy: z.string({ error: 'expected the name of a strategy; rollcast strategies lists them' }),
      path: RootPath.optional().describe('A file, or a folder and all below it.'),
      namespace: RuleText.optional().describe('As the manifest states it.'),
      kind: RuleText.optional(),
      name: RuleText.optional(),
      labels: z
        .record(z.string(), z.string({ error: 'expected a text; quote it' }), { error: 'expected a mapping of labels' })
        .optional()
        .describe('The workload has all of these, with these values.'),
    },
    { error: 'expected a mapping with strategy and conditions' },
  )
  .meta({ id: 'StrategyRule' });
export type StrategyRule = z.infer<typeof StrategyRule>;

/** What `.rollcast.yaml` may hold. */
export const Settings = z
  .strictObject(
    {
      roots: z
        .array(RootPath, { error: 'expected a list of paths' })
        .default([])
        .describe(
          'Directories, from the top of the repository. All that lies below one is applied together: an object is identified by kind, namespace and name within it. Of nested ones the nearest counts.',
        ),
      kustomize: SettingsKustomize.default({}).describe('How kustomizations are built.'),
      assumptions: SettingsAssumptions.default({}).describe(
        'What the forecast takes as given where nothing else tells.',
      ),
      strategies: z
        .array(RootPath, { error: 'expected a list of paths' })
        .default([])
        .describe('Files with a strategy, or folders of such files, from the top of the repository.'),
      strategyRules: z
        .array(StrategyRule, { error: 'expected a list of rules' })
        .default([])
        .describe('Which workloads follow which strategy; of several rules which match the first counts.'),
    },
    { error: 'expected a mapping of settings' },
  )
  .meta({ id: 'Settings', title: 'Rollcast settings', description: 'What .rollcast.yaml may hold.' });
export type Settings = z.infer<typeof Settings>;
