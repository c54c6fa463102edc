import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Arbitrary, constantFrom, nat, oneof } from 'fast-check';
import type { JsonObject } from '../../src/schema/json.ts';
import { toYaml } from '../app/hostile-manifests.ts';
import { readRecords } from '../conformance/read-records.ts';
import { findPairs } from '../corpus/find-pairs.ts';

export type Files = Readonly<Record<string, string>>;

export interface Change {
  readonly base: Files;
  readonly head: Files;
}

/** Real changes, what cases are made of; each source is as likely as the others. */
export type ManifestPool = readonly ManifestSource[];

interface ManifestSource {
  readonly changes: readonly Change[];
  /** The distinct manifests of all changes, the shortest first: a case which fails is tried again with those. */
  readonly texts: readonly string[];
}

const tests = join(import.meta.dirname, '..');

/** The changes which this repository holds, as folders. */
export const ownFolders: readonly string[] = [join(tests, 'golden'), join(tests, '../examples')];

/** All changes which this repository holds: scenarios, and edits of single objects of many kinds. */
export function ownPool(): ManifestPool {
  return [...readPool(ownFolders), sourceOf(recordedEdits(join(tests, 'conformance/samples/verdicts.jsonl.gz')))];
}

/** All changes below the folders. Throws where there is none. */
export function readPool(folders: readonly string[]): ManifestPool {
  const pairs = folders.flatMap(findPairs);
  const source = sourceOf(pairs.map(({ base, head }) => ({ base: readFiles(base), head: readFiles(head) })));
  if (source.texts.length > 0) return [source];
  throw new Error(`no manifests in base/ and head/, or before/ and after/, of ${folders.join(', ')}`);
}

export function poolText(pool: ManifestPool): Arbitrary<string> {
  return oneof(...pool.map(({ texts }) => nat({ max: texts.length - 1 }).map((index) => texts[index] ?? '')));
}

export function poolChange(pool: ManifestPool): Arbitrary<Change> {
  return oneof(...pool.map(({ changes }) => constantFrom(...changes)));
}

function sourceOf(changes: readonly Change[]): ManifestSource {
  const texts = changes.flatMap(({ base, head }) => [...manifestsOf(base), ...manifestsOf(head)]);
  return { changes, texts: [...new Set(texts)].toSorted((a, b) => a.length - b.length) };
}

function manifestsOf(files: Files): readonly string[] {
  return Object.entries(files).flatMap(([path, text]) => (/\.(ya?ml|json)$/.test(path) ? [text] : []));
}

function readFiles(folder: string): Files {
  if (!existsSync(folder)) return {};
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(paths.toSorted().map((path) => [relative(folder, path), readFileSync(path, 'utf8')]));
}

interface RecordedEdit {
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
}

function recordedEdits(file: string): readonly Change[] {
  return [...readRecords(file)].map(({ record }) => {
    const { before, after } = record as RecordedEdit;
    return { base: filesOf(before), head: filesOf(after) };
  });
}

function filesOf(object: JsonObject | null): Files {
  return object === null ? {} : { 'app/object.yaml': toYaml([object]) };
}
