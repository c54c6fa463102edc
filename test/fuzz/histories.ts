import { type Arbitrary, array, constantFrom, nat, option, tuple } from 'fast-check';
import { damage, damaged } from '../app/hostile-manifests.ts';
import { type ImportedCommit, type ImportedEntry, type ImportedTree, toBinary, treeOf } from '../git/import-commits.ts';
import { type Change, type ManifestPool, poolChange, poolText } from './manifest-pool.ts';

/** Names which git can hold. */
const names = [
  'web.yaml',
  'app/web.yaml',
  'app/api.yml',
  'app/data.json',
  'app/kustomization.yaml',
  'app/Kustomization',
  'overlays/production/kustomization.yaml',
  'overlays/production/web.yaml',
  'chart/Chart.yaml',
  'chart/values.yaml',
  'chart/templates/web.yaml',
  'app/UPPER.YAML',
  'README.md',
  '.gitmodules',
  '.gitattributes',
  '.hidden/web.yaml',
  '-rf.yaml',
  '--help/web.yaml',
  'sp ace/ web .yaml',
  'new\nline/web.yaml',
  'tab\t.yaml',
  'quote"\'.yaml',
  'back\\slash.yaml',
  '\\x41\\xff.yaml',
  ':(glob)*.yaml',
  ':!web.yaml',
  '*.yaml',
  '[a-z].yaml',
  'HEAD:web.yaml',
  '@{upstream}.yaml',
  'a/b/c/d/e/f.yaml',
  'ünï/cödé.yaml',
  'u\u0308.yaml',
  '\u{1F600}/\uFFFD.yaml',
  '\u202E.yaml',
].map(toBinary);
const bytes = [
  '\xff.yaml',
  'latin/caf\xe9.yaml',
  '\xe9/web.yaml',
  '\xe9/kustomization.yaml',
  `${toBinary('ü')}/\xfe\xff.yaml`,
];

/** Never the path of a file as well: where one takes the place of the other, git and a checked-out folder differ. */
const submodules = ['modules/one', 'modules/two.yaml', `modules/${toBinary('drei ü')}`];
const targets = ['web.yaml', '../web.yaml', '/etc/passwd', '.', 'app', 'no\nwhere', '\xff', 'x'.repeat(300)];
const attributes = [
  '* text=auto eol=crlf\n',
  '*.yaml filter=lfs diff=lfs merge=lfs -text\n',
  '* working-tree-encoding=UTF-16\n',
];

const settings = [
  'roots: [app]\n',
  'roots: [overlays, ., modules/one]\r\n',
  'roots: [nowhere]\n',
  'root: [app]\n',
  '- [\n',
];

interface Step {
  readonly type: string;
  /** Which of the files, counted around. */
  readonly nth: number;
  readonly name: string;
  readonly text: string;
  readonly other: number;
  readonly harm: Parameters<typeof damaged>[1];
}

/** Where a step is taken: at a file which is there already. */
interface Place {
  readonly tree: ImportedTree;
  readonly path: string;
  readonly entry: ImportedEntry;
  readonly change: Change;
}

const steps: Readonly<Record<string, (place: Place, step: Step) => ImportedTree>> = {
  Add: ({ tree }, { name, text }) => placed(tree, name, fileOf(text)),
  Damage: (place, { harm }) => rewritten(place, damaged(place.entry.content, harm)),
  Bump: (place, { other }) =>
    rewritten(
      place,
      place.entry.content.replace(/(image:.*|replicas:.*)\d/, (_, before: string) => `${before}${other % 10}`),
    ),
  Advance: (place, { text }) =>
    rewritten(place, toBinary(place.change.head[Buffer.from(place.path, 'latin1').toString('utf8')] ?? '') || text),
  Delete: ({ tree, path }) => without(tree, path),
  Rename: (place, { name }) => copied({ ...place, tree: without(place.tree, place.path) }, name),
  Copy: (place, { name }) => copied(place, name),
  ChangeMode: ({ tree, path, entry }) =>
    placed(tree, path, entry.mode === '100644' ? { ...entry, mode: '100755' } : entry),
  Link: ({ tree }, { name, other }) =>
    placed(tree, name, { mode: '120000', content: targets[other % targets.length] ?? '' }),
  AddSubmodule: ({ tree }, { other }) =>
    placed(tree, submodules[other % submodules.length] ?? '', {
      mode: '160000',
      content: other.toString(16).padStart(40, 'a'),
    }),
  FileToFolder: (place) => copied(place, `${place.path}/web.yaml`),
  FolderToFile: (place) => copied(place, place.path.replace(/\/.*/s, '')),
  LineEnds: (place) =>
    rewritten(
      place,
      place.entry.content.includes('\r')
        ? place.entry.content.replaceAll('\r', '')
        : place.entry.content.replaceAll('\n', '\r\n'),
    ),
  AddAttributes: ({ tree }, { other }) =>
    placed(tree, '.gitattributes', fileOf(attributes[other % attributes.length] ?? '')),
  AddSettings: ({ tree }, { other }) => placed(tree, '.rollcast.yaml', fileOf(settings[other % settings.length] ?? '')),
  Empty: (place) => rewritten(place, ''),
};

/** Commits which begin with the files of a real change and go on at random, also sideways and backwards. */
export function histories(pool: ManifestPool): Arbitrary<readonly ImportedCommit[]> {
  const step: Arbitrary<Step> = tuple(
    constantFrom(...Object.keys(steps)),
    nat(),
    constantFrom(...names, ...bytes),
    poolText(pool),
    nat(),
    damage,
  ).map(([type, nth, name, text, other, harm]) => ({ type, nth, name, text: toBinary(text), other, harm }));
  const commit = tuple(
    constantFrom(...origins),
    option(nat(), { freq: 2 }),
    array(step, { minLength: 1, maxLength: 6 }),
  );
  return tuple(poolChange(pool), array(commit, { minLength: 1, maxLength: 5 })).map(([change, plans]) => {
    const commits: ImportedCommit[] = [{ parents: [], tree: treeOf(change.base) }];
    for (const [origin, merged, planned] of plans) {
      commits.push(nextCommit(commits, origin, merged, (tree) => planned.reduce(stepTaker(change), tree)));
    }
    return commits;
  });
}

/** Most commits go on from the last one. */
const origins = ['Last', 'Last', 'Last', 'Earlier', 'Reverted', 'None'] as const;

function nextCommit(
  commits: readonly ImportedCommit[],
  origin: (typeof origins)[number],
  merged: number | null,
  change: (tree: ImportedTree) => ImportedTree,
): ImportedCommit {
  const last = commits.length - 1;
  const treeAt = (nth: number) => commits[Math.max(0, nth)]?.tree ?? {};
  if (origin === 'None') return { parents: [], tree: change({}) };
  if (origin === 'Reverted') return { parents: [last], tree: treeAt(last - 1) };
  const parent = origin === 'Last' ? last : Math.max(0, last - 2);
  const other = merged === null ? parent : merged % commits.length;
  if (other === parent) return { parents: [parent], tree: change(treeAt(parent)) };
  const both = Object.entries(treeAt(other)).reduce(
    (tree, [path, entry]) => (tree[path] ? tree : placed(tree, path, entry)),
    treeAt(parent),
  );
  return { parents: [parent, other], tree: change(both) };
}

function stepTaker(change: Change): (tree: ImportedTree, step: Step) => ImportedTree {
  return (tree, step) => {
    const paths = Object.keys(tree);
    const path = paths[step.nth % Math.max(1, paths.length)] ?? step.name;
    const entry = tree[path] ?? fileOf(step.text);
    return steps[step.type]?.({ tree, path, entry, change }, step) ?? tree;
  };
}

/** Links and submodules stay what they are. */
function rewritten({ tree, path, entry }: Place, content: string): ImportedTree {
  return entry.mode.startsWith('100') ? placed(tree, path, { ...entry, content }) : tree;
}

function copied({ tree, entry }: Place, path: string): ImportedTree {
  return entry.mode === '160000' ? tree : placed(tree, path, entry);
}

function fileOf(content: string): ImportedEntry {
  return { mode: '100644', content };
}

function without(tree: ImportedTree, path: string): ImportedTree {
  return Object.fromEntries(Object.entries(tree).filter(([each]) => each !== path));
}

/** A file takes the place of a folder of its name, and a folder that of a file. */
function placed(tree: ImportedTree, path: string, entry: ImportedEntry): ImportedTree {
  const others = Object.entries(tree).filter(
    ([each]) => each !== path && !each.startsWith(`${path}/`) && !path.startsWith(`${each}/`),
  );
  return Object.fromEntries([...others, [path, entry]]);
}
