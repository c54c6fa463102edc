import { describe, expect, test } from 'vitest';
import { readStrategy } from '../../src/app/read-strategy.ts';
import { SettingsError } from '../../src/app/settings-error.ts';

const read = (text: string, others?: Parameters<typeof readStrategy>[2]) =>
  readStrategy({ name: 'ops/own.yaml', bytes: new TextEncoder().encode(text) }, 'Repository', others);

/** A document with this stanza from its fourth line on. */
const withStanza = (stanza: string) => `name: own\nsummary: Ours.\nstrategy:\n${stanza}`;

describe('the document of a strategy', () => {
  test('is resolved, and explains itself in its opening comment', () => {
    const comment = '# yaml-language-server: $schema=x\n# When to use it: now.\n#\n#   not later\n';
    expect(read(`${comment}${withStanza('  type: Recreate # as ever\n')}# the end\n`)).toEqual({
      name: 'own',
      summary: 'Ours.',
      explanation: 'When to use it: now.\n\n  not later',
      origin: 'Repository',
      strategy: { type: 'Recreate' },
      notes: [],
    });
  });

  test('needs no comment, and may stand in Windows lines', () => {
    expect(read(withStanza('  type: Recreate\n').replaceAll('\n', '\r\n')).explanation).toBe('');
    expect(read(`# A\r\n# B\r\n${withStanza('  type: Recreate\n')}`).explanation).toBe('A\nB');
  });
});

const steps = (...lines: string[]) =>
  withStanza(`  canary:\n    steps:\n${lines.map((line) => `      ${line}\n`).join('')}`);

/** What is said of a document, behind the name of its file. */
const complaint = (text: string) => {
  try {
    return read(text).name;
  } catch (error) {
    return String(error).replace(/^SettingsError: ops\/own\.yaml/, '');
  }
};

describe('what is wrong is told with its line and with what to do', () => {
  test.each([
    ['nothing', '', ':1: name: expected a name, such as canary-slow (and 2 more)'],
    ['a list', '- a\n', ':1: expected a mapping with name, summary and strategy'],
    ['text which is no YAML', 'name: [\n', /^:\d: /],
    [
      'two documents',
      `${withStanza('  type: Recreate\n')}---\na: 1\n`,
      /a strategy is one document, in a file of its own$/,
    ],
    [
      'a name with capitals',
      'name: Own\nsummary: a\nstrategy: {type: Recreate}\n',
      /^:1: name: expected a name of small letters/,
    ],
    [
      'a field with a typing error',
      'nam: own\nsummary: a\nstrategy: {type: Recreate}\n',
      /nam: there is no such field; did you mean name\?/,
    ],
    [
      'no strategy',
      withStanza('  {}\n'),
      ':3: strategy: expected exactly one of: type (RollingUpdate or Recreate), blueGreen, canary',
    ],
    ['two strategies', withStanza('  type: Recreate\n  blueGreen: {}\n'), /expected exactly one of: type/],
    ['an unknown type', withStanza('  type: OnDelete\n'), ':4: strategy.type: expected RollingUpdate or Recreate'],
    [
      'a surge which is no number',
      withStanza('  rollingUpdate: {maxSurge: few}\n'),
      /maxSurge: expected a number of pods, or a percentage such as 25%/,
    ],
    [
      'both limits 0',
      withStanza('  rollingUpdate:\n    maxSurge: 0\n    maxUnavailable: 0\n'),
      /^:6: strategy\.rollingUpdate\.maxUnavailable: must not be 0/,
    ],
    [
      'a field of blue-green with a typing error',
      withStanza('  blueGreen:\n    autoPromotion: false\n'),
      /^:5: strategy\.blueGreen\.autoPromotion: there is no such field; /,
    ],
    ['a canary without steps', withStanza('  canary: {}\n'), /without steps a canary is a rolling update/],
    [
      'a weight above 100',
      steps('- setWeight: 101'),
      /^:6: strategy\.canary\.steps\[0\]\.setWeight: expected 0 to 100 percent/,
    ],
    ['half a percent', steps('- setWeight: 0.5'), /expected a whole number of percent/],
    ['a pause without a mapping', steps('- pause:'), /pause: \{\} waits for a person/],
    [
      'a duration which is none',
      steps('- setWeight: 5', '- pause: {duration: 5 minutes}'),
      /^:7: strategy\.canary\.steps\[1\]\.pause\.duration: expected seconds, or a duration/,
    ],
    ['a step of two', steps('- setWeight: 5', '  pause: {}'), /^:6: .*expected exactly one of: setWeight, pause/],
    ['a step with a typing error', steps('- setWeigth: 5'), /^:6: .*there is no such field; did you mean setWeight\?/],
    [
      'an experiment',
      steps('- experiment: {templates: []}'),
      /^:6: .*experiment: an experiment starts pods of its own/,
    ],
    ['a plugin', steps('- plugin: {name: a}'), /plugin is run by the controller of Argo Rollouts alone/],
    ['a header route', steps('- setHeaderRoute: {name: a}'), /routing by headers is not compiled yet/],
    [
      'Istio',
      withStanza('  canary:\n    trafficRouting: {istio: {}}\n    steps: [{pause: {}}]\n'),
      /^:5: .*istio: this router is not compiled yet; there is: nginx/,
    ],
  ])('%s', (_, text, message) => {
    expect(() => read(text)).toThrow(SettingsError);
    expect(complaint(text)).toMatch(message);
  });

  test('a name which is taken', () => {
    const text = withStanza('  type: Recreate\n');
    const own = read(text);
    expect(() => read(text, new Map([['own', { ...own, origin: 'Shipped' }]]))).toThrow(
      'ops/own.yaml:1: name: a strategy called own comes with Rollcast; choose another name',
    );
    expect(() => read(text, new Map([['own', own]]))).toThrow(/own is in another file/);
  });
});
