import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/schema/json.ts';
import { colouredCopy, colourOf, versionLabel, withColour } from '../../../src/strategy/compile/colours.ts';
import { withField } from '../../../src/strategy/compile/object-parts.ts';
import { deployment, service } from '../../plan/procedure/shop.ts';

test.each([
  ['blue', 'blue'],
  ['web-green', 'green'],
  ['green.v2', 'green'],
  ['blue_1', 'blue'],
  ['evergreen', undefined],
  ['bluebird', undefined],
  ['web', undefined],
])('%s is of the colour %s', (text, colour) => {
  expect(colourOf(text)).toBe(colour);
});

test.each([
  ['web', 'web-green'],
  ['web-blue', 'web-green'],
  ['blue-web', 'green-web'],
  ['bluebird', 'bluebird-green'],
])('%s becomes %s', (text, other) => {
  expect(withColour(text, 'green')).toBe(other);
});

describe('the label which tells versions apart', () => {
  const labels = { app: 'web', slot: 'blue', color: 'blue' };

  test('is one for which the Service asks, whatever its name', () => {
    const front = [service('web', { app: 'web', slot: 'blue' })];
    expect(versionLabel(deployment({ labels }), front)).toEqual({
      key: 'slot',
      value: 'blue',
      colour: 'blue',
      isOwn: true,
    });
  });

  test('is not the Deployment’s own where its selector does not ask for it', () => {
    const colourless = withField(deployment({ labels }), ['spec', 'selector'], { matchLabels: { app: 'web' } });
    expect(versionLabel(colourless, [service('web', { slot: 'blue' })])).toMatchObject({ key: 'slot', isOwn: false });
  });

  test('is none where no label names a colour', () => {
    expect(versionLabel(deployment(), [service()])).toBeUndefined();
  });
});

test('a copy in another colour keeps away from its own pods, not from those of the former one', () => {
  const blue = deployment({ name: 'web-blue', labels: { app: 'web', version: 'blue' }, pod: apart('blue') });
  const green = deployment({ name: 'web-green', labels: { app: 'web', version: 'green' }, pod: apart('green') });
  expect(colouredCopy(blue, { name: 'web-green', key: 'version', value: 'green' })).toEqual(green);
});

/** No two pods of a colour on one node. */
function apart(version: string): JsonObject {
  const term = { labelSelector: { matchLabels: { app: 'web', version } }, topologyKey: 'kubernetes.io/hostname' };
  return { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } };
}
