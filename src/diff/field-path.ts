/** One step into an object: a key of a mapping, or the label of a list item (`[name=web]`, `[3]`). */
export interface FieldPath {
  /** As people read it: `spec.template.spec.containers[name=web].image`, `metadata.annotations[example.com/a]`. */
  readonly text: string;
  /** The keys alone, without list items: `spec`, `template`, `spec`, `containers`, `image`. */
  readonly keys: readonly string[];
}

export const rootPath: FieldPath = { text: '', keys: [] };

export function keyPath(parent: FieldPath, key: string): FieldPath {
  const keys = [...parent.keys, key];
  if (!/^[A-Za-z_$][\w-]*$/.test(key)) return { text: `${parent.text}[${key}]`, keys };
  return { text: parent.text === '' ? key : `${parent.text}.${key}`, keys };
}

export function itemPath(parent: FieldPath, label: string): FieldPath {
  return { text: parent.text + label, keys: parent.keys };
}
