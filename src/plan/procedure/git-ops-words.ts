import type { StepFile } from '../../schema/procedure.ts';

/** What a GitOps controller (Argo CD, Flux) makes of doing a step by hand, and what to commit instead. */
export function gitOpsWords(files: readonly StepFile[]): string {
  if (files.length === 0) return 'Nothing to commit.';
  const has = (type: StepFile['type']) => files.some((file) => file.type === type);
  const sentences = [
    ...(has('Patch')
      ? ['A patch by hand is set back to what Git says, at once with self-heal, else by the next sync.']
      : []),
    ...(has('Manifest') ? ['What is created by hand is unknown to Git, so the controller does not keep it up.'] : []),
    ...(has('Deletion') ? ['What is deleted by hand comes back as long as Git has it.'] : []),
    has('Deletion')
      ? 'Commit this step: the files of its folder, and without what it deletes; that goes only where pruning is on.'
      : 'Commit the files of this step’s folder instead, and go on when they are synced.',
  ];
  return sentences.join(' ');
}
