import type { StepFile } from '../../schema/procedure.ts';

/** `03-switch-service-web`: one folder a step, and so one for each commit. */
export function stepFolder(number: number, title: string): string {
  return `${String(number).padStart(2, '0')}-${slug(title, 48)}`;
}

/** The whole object, as a repository keeps it and `kubectl apply` takes it. */
export function manifestPath(folder: string, file: StepFile): string {
  return `${folder}/${fileName(file)}`;
}

/** Not beside the manifests: `kubectl apply -f FOLDER` must not find it. */
export function patchPath(folder: string, file: StepFile): string {
  return `${folder}/patch/${fileName(file)}`;
}

/** Where the same files of the undo are. */
export function undoFolder(folder: string): string {
  return `${folder}/undo`;
}

function fileName({ object }: StepFile): string {
  return `${slug(object.kind, 40)}-${fileWord(object.name)}.yaml`;
}

/** A name of an object as it is: `web.v1` and `web-v1` are two. The longest ones are cut to what every file system keeps. */
function fileWord(name: string): string {
  return name.replaceAll(/[^a-z0-9.-]+/g, '-').slice(0, 200);
}

/** At most so many characters which every file system keeps, cut between words. */
function slug(text: string, lengthMax: number): string {
  const words = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return words.length <= lengthMax
    ? words
    : words
        .slice(0, lengthMax + 1)
        .replace(/-[^-]*$/, '')
        .slice(0, lengthMax);
}
