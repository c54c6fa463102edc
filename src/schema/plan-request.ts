import { z } from 'zod';

const Manifests = z
  .strictObject({ manifests: z.string().describe('YAML or JSON, several documents in one text.') })
  .meta({ id: 'InlineManifests' });

const FilePath = z
  .string()
  .min(1, { error: 'the path is empty' })
  .max(1000, { error: 'the path has more than 1,000 characters' })
  .regex(/^(?!\/)(?!(?:.*\/)?\.{1,2}(?:\/|$))(?!.*\/\/)[^\\\0]*[^/\\\0]$/, {
    error: 'expected a path such as apps/web.yaml: from the top, with slashes, without . and ..',
  });

const Files = z
  .strictObject({ files: z.record(FilePath, z.string()).describe('Texts by their path, from the top.') })
  .meta({ id: 'InlineFiles' });

const Revision = z
  .union([Manifests, Files], {
    error: 'expected an object with either manifests (a text) or files (texts by their path)',
  })
  .meta({ id: 'InlineRevision', description: 'What is there in one revision.' });

/** What a plan is asked with: two revisions, and how to plan what differs. */
export const PlanRequest = z
  .strictObject({
    base: Revision.describe('Before the change.'),
    head: Revision.describe('After it.'),
    strategy: z.string().min(1).optional().describe('How all workloads get to their new version.'),
    options: z
      .strictObject({
        kubernetesVersion: z
          .enum(['1.28', '1.29', '1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36'])
          .optional()
          .describe('The version whose rules apply. Default: 1.34.'),
        facts: z.string().optional().describe('What kubectl get … -o json prints of the cluster.'),
      })
      .optional(),
  })
  .meta({ id: 'PlanRequest', title: 'Plan request', description: 'Two revisions, and how to plan what differs.' });
export type PlanRequest = z.infer<typeof PlanRequest>;
