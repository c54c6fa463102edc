import { expect, test } from 'vitest';
import { phraseText } from '../../src/report/phrase.ts';
import { procedurePhrase } from '../../src/report/procedure-words.ts';
import { canaryReplicas, compiledShop } from '../plan/procedure/shop.ts';

/** What all steps together do, of which the Service in front reaches 3 pods at the lowest. */
function wordsWith(floor: number): string {
  const { procedure } = compiledShop(canaryReplicas);
  const [endpoints] = procedure.forecast.endpoints;
  if (!endpoints) throw new Error('no Service is in front');
  const forecast = { ...procedure.forecast, floor, endpoints: [{ ...endpoints, floor: 3 }] };
  return phraseText(procedurePhrase({ ...procedure, forecast }));
}

test('a Service which reaches fewer pods than are available, since a canary has its own, is told beside the floor', () => {
  expect(wordsWith(4)).toContain('never fewer than 4 available (but 3 behind Service web), at most');
});

test('nothing is told of a Service which reaches all', () => {
  expect(wordsWith(3)).toContain('never fewer than 3 available, at most');
});
