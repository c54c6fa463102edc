import { writeYaml } from '../../manifest/write-yaml.ts';
import type { Procedure, ProcedureStep, StepFile } from '../../schema/procedure.ts';
import { procedureReadme } from './procedure-readme.ts';
import { manifestPath, patchPath, stepFolder, undoFolder } from './step-paths.ts';

/** A text file, by a path with slashes from the folder into which it is written. */
export interface EmittedFile {
  readonly path: string;
  readonly text: string;
}

export type Emission =
  | { readonly type: 'Files'; readonly files: readonly EmittedFile[] }
  /** A sentence for people, without its capital letter and full stop. */
  | { readonly type: 'Refused'; readonly reason: string };

/**
 * The files of a procedure: a README with its steps, and for each step which changes something a folder with the whole
 * objects as they are after it. The folder is what a repository commits, and applies as it is; below it are the patches,
 * and the same for the undo. Refused where a credential is hidden: it must not be written to another place.
 */
export function emitFiles(procedure: Procedure): Emission {
  if (procedure.hidesCredentials) {
    return {
      type: 'Refused',
      reason:
        'a manifest holds a credential as plain text, which is written to no other file; move it to a Secret which the pods refer to',
    };
  }
  const files = procedure.steps.flatMap(filesOfStep);
  return { type: 'Files', files: [{ path: 'README.md', text: procedureReadme(procedure) }, ...files] };
}

function filesOfStep({ number, title, files, undo }: ProcedureStep): readonly EmittedFile[] {
  const folder = stepFolder(number, title);
  return [...writtenFiles(files, folder), ...writtenFiles(undo.files, undoFolder(folder))];
}

function writtenFiles(files: readonly StepFile[], folder: string): readonly EmittedFile[] {
  return files.flatMap((file): readonly EmittedFile[] => {
    if (file.type === 'Deletion') return [];
    const whole = { path: manifestPath(folder, file), text: writeYaml(file.manifest) };
    return file.type === 'Patch' ? [whole, { path: patchPath(folder, file), text: writeYaml(file.patch) }] : [whole];
  });
}
