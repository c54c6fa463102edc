import { afterAll, expect, test } from 'vitest';
import { caseRunner } from './case-runner.ts';
import { laws } from './faulty-laws.ts';
import { type Search, searchCounterexample, searchFor } from './search-counterexample.ts';

const address = import.meta.resolve('./faulty-laws.ts');
const limits = { secondsMax: 30, heapMiB: 32, residentMiB: 400 };
const patient = caseRunner(address, limits);
const impatient = caseRunner(address, { ...limits, secondsMax: 0.5 });
afterAll(() => {
  patient.stop();
  impatient.stop();
});

function search(title: string, options: Partial<Search> = {}): Search {
  const law = laws[title];
  if (law === undefined) throw new Error(`there is no law '${title}'`);
  return { title, law, pool: [], runner: patient, seed: 1, ...options };
}

test('a broken law gives its smallest case, which its seed and path give again', async () => {
  const found = await searchCounterexample(search('numbers are small'));
  expect(found).toMatchObject({ title: 'numbers are small', value: 1000 });
  expect(found?.message).toContain('1000 is large');
  const again = await searchCounterexample(
    search('numbers are small', { seed: found?.seed ?? 0, path: found?.path ?? '' }),
  );
  expect(again?.value).toBe(1000);
});

test('a case which never ends is stopped, and made smaller', { timeout: 120_000 }, async () => {
  const found = await searchCounterexample(search('lists are short', { runner: impatient }));
  expect(found).toMatchObject({ value: [0, 0, 0, 0], message: 'the case does not end within 0.5 s' });
});

test.each<[string, RegExp]>([
  ['texts are short', /^the process ended \((SIGABRT|exit code \d+)\): .*heap/s],
  ['buffers are small', /^the process needed \d+ of 400 MiB$/],
  ['promises are kept', /^Error: nobody waits for me$/m],
  ['processes live on', /^the process ended \(SIGKILL\): farewell$/m],
])('where the law is that %s, what happened is told', { timeout: 120_000 }, async (title, message) => {
  const found = await searchCounterexample(search(title));
  expect(found?.message).toMatch(message);
});

test('a law which holds gives no case, however long it is tried', async () => {
  const { counterexample, cases, nextSeed } = await searchFor(0.2, search('all is well'));
  expect(counterexample).toBeUndefined();
  expect(cases).toBeGreaterThan(0);
  expect(nextSeed).toBe(1 + cases / 5);
});

test('what was found by one runner is found by the next', async () => {
  const found = await searchCounterexample(search('numbers are small', { seed: 7 }));
  await expect(patient.run('numbers are small', found?.value)).rejects.toThrow('is large');
  await expect(patient.run('numbers are small', 1)).resolves.toBeUndefined();
});
