import { describe, expect, test } from 'vitest';
import { readSettings } from '../../src/app/read-settings.ts';
import { SettingsError } from '../../src/app/settings-error.ts';

const read = (text: string | Uint8Array) =>
  readSettings({ name: '.rollcast.yaml', bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text })
    .settings;

describe('settings', () => {
  test.each([
    ['paths', 'roots:\n  - apps/web\n  - infra\n', ['apps/web', 'infra']],
    ['paths in other words', 'roots: [./apps//web/, apps/./api, infra/]', ['apps/web', 'apps/api', 'infra']],
    ['the top', 'roots: ["."]', ['.']],
    ['a name with two dots', 'roots: [a..b/..c]', ['a..b/..c']],
    ['nothing', '', []],
    ['only comments', '# later\n', []],
    ['an empty mapping', '{}', []],
  ])('name %s', (_, text, roots) => {
    expect(read(text).roots).toEqual(roots);
  });

  test.each([
    ['', {}],
    ['assumptions: {}', {}],
    ['assumptions: { nodes: 40 }', { nodes: 40 }],
  ])('assume what %j says', (text, assumptions) => {
    expect(read(text).assumptions).toEqual(assumptions);
  });

  test.each([
    [
      'a key with a typing error',
      'roots: []\nrotos: [a]\n',
      ':2: rotos: there is no such setting; did you mean roots?',
    ],
    [
      'a key from elsewhere',
      '\nrenderers: []\n',
      ':2: renderers: there is no such setting; there is: roots, kustomize, assumptions, strategies, strategyRules',
    ],
    ['a single path', 'roots: apps\n', ':1: roots: expected a list of paths'],
    [
      'a number for a path',
      'roots:\n  - a\n  - 7\n',
      ':3: roots[1]: expected a path of the repository, such as apps/web',
    ],
    ['an empty path', 'roots: [""]\n', ':1: roots[0]: the path is empty; the top of the repository is "."'],
    [
      'an absolute path',
      'roots:\n  - /apps\n',
      ':2: roots[0]: the path is absolute; name one within the repository, such as apps/web',
    ],
    [
      'a path out of the tree',
      'roots: [../a]\n',
      ':1: roots[0]: the path has a ".."; name it from the top of the repository',
    ],
    [
      'a path up and down',
      'roots: [a/../b]\n',
      ':1: roots[0]: the path has a ".."; name it from the top of the repository',
    ],
    ['a path twice', 'roots:\n  - apps\n  - ./apps/\n', ':3: roots[1]: apps is named twice; keep one of the two'],
    [
      'several errors',
      'roots: [/a, ../b]\n',
      ':1: roots[0]: the path is absolute; name one within the repository, such as apps/web (and 1 more)',
    ],
    ['a list', '- apps\n', ':1: expected a mapping of settings'],
    [
      'an assumption with a typing error',
      'assumptions:\n  node: 3\n',
      ':2: assumptions.node: there is no such setting; did you mean nodes?',
    ],
    ['half a node', 'assumptions: {nodes: 2.5}\n', ':1: assumptions.nodes: expected a whole number of nodes'],
    [
      'fewer nodes than none',
      'assumptions: {nodes: -1}\n',
      ':1: assumptions.nodes: a cluster has no fewer than 0 nodes',
    ],
    ['a number for assumptions', 'assumptions: 3\n', ':1: assumptions: expected a mapping of assumptions'],
    ['a key twice', 'roots: []\nroots: [a]\n', ':2: a key is written twice; keep one of the two'],
    [
      'two documents',
      'roots: []\n---\nroots: [a]\n',
      ':2: further text follows the document; settings are one document',
    ],
    ['no YAML', 'roots:\n\t- a\n', ':2: a tab is used for indentation'],
  ])('with %s are refused with file, line and a way on', (_, text, message) => {
    expect(() => read(text)).toThrow(new SettingsError(`.rollcast.yaml${message}`));
  });

  test.each([
    ['of other bytes than UTF-8', Uint8Array.of(0x61, 0x0a, 0xff), '.rollcast.yaml:2: the file is not UTF-8'],
    ['with NUL bytes', Uint8Array.of(0x61, 0), '.rollcast.yaml: the file has NUL bytes: it is binary or encrypted'],
  ])('%s are refused', (_, bytes, message) => {
    expect(() => read(bytes)).toThrow(new SettingsError(message));
  });
});
