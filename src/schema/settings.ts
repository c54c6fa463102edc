import { z } from 'zod';

const RootPath = z
  .string({ error: 'expected a path of the repository, such as apps/web' })
  .min(1, { error: 'the path is empty; the top of the repository is "."' })
  .regex(/^(?!\/)/, { error: 'the path is absolute; name one within the repository, such as apps/web' })
  .regex(/^(?!(?:.*\/)?\.\.(?:\/|$))/, { error: 'the path has a ".."; name it from the top of the repository' });

/** What a plan takes as given where neither manifests nor facts tell. */
export const SettingsAssumptions = z
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
export type SettingsAssumptions = z.infer<typeof SettingsAssumptions>;

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
      assumptions: SettingsAssumptions.default({}).describe(
        'What the forecast takes as given where nothing else tells.',
      ),
    },
    { error: 'expected a mapping of settings' },
  )
  .meta({ id: 'Settings', title: 'Rollcast settings', description: 'What .rollcast.yaml may hold.' });
export type Settings = z.infer<typeof Settings>;
