import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { inspect, parseArgs } from 'node:util';
import { closest } from 'fastest-levenshtein';
import { caseLimits } from './case-limits.ts';
import { type CaseRunner, caseRunner } from './case-runner.ts';
import type { Laws } from './law.ts';
import { laws } from './laws.ts';
import { ownPool, readPool } from './manifest-pool.ts';
import { type Counterexample, searchCounterexample } from './search-counterexample.ts';
import { type LawSearch, searchLaws } from './search-laws.ts';

const usage = `usage: npm run fuzz -- [option…]
  --seconds N    end after so long (default: never)
  --seed N       where to begin (default: somewhere)
  --law TITLE    only this law; may stand several times
  --corpus DIR   make the cases of the changes below DIR (base/ and head/, or before/ and after/) instead of the
                 repository's own; may stand several times
  --path PATH    with --law and --seed: only the case which was found there
  --case FILE    only the case which an earlier run kept there
  --output DIR   where a case for which a law does not hold is kept (default: a temporary folder)
`;

type Options = ReturnType<typeof readOptions>;

process.exitCode = await run();

/** 0: all laws held, 1: one did not, 2: usage. */
async function run(): Promise<number> {
  const runner = caseRunner(import.meta.resolve('./laws.ts'), caseLimits);
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      runner.stop();
      process.exit(1);
    });
  }
  try {
    const options = readOptions();
    if (options.case !== undefined) return await repeatCase(runner, options.case);
    const corpus = options.corpus?.map((folder) => resolve(folder));
    const search: LawSearch = {
      laws: chooseLaws(options.law),
      pool: corpus ? readPool(corpus) : ownPool(),
      runner,
      seed: options.seed ?? Date.now() % 1_000_000_000,
      seconds: options.seconds ?? Number.POSITIVE_INFINITY,
      tell: print,
    };
    const counterexample = await (options.path === undefined ? searchLaws(search) : searchAt(options.path, search));
    if (counterexample === undefined) return 0;
    report(counterexample, corpus ?? [], options.output ?? join(tmpdir(), 'rollcast-fuzz'));
    return 1;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    return 2;
  } finally {
    runner.stop();
  }
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string' },
      seed: { type: 'string' },
      law: { type: 'string', multiple: true },
      corpus: { type: 'string', multiple: true },
      path: { type: 'string' },
      case: { type: 'string' },
      output: { type: 'string' },
    },
  });
  return { ...values, seconds: toNumber('--seconds', values.seconds), seed: toNumber('--seed', values.seed) };
}

function toNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined || /^\d+$/.test(text)) return text === undefined ? undefined : Number(text);
  throw new Error(`${name} takes a whole number, not '${text}'`);
}

function chooseLaws(titles: Options['law']): Laws {
  if (titles === undefined) return laws;
  for (const title of titles) {
    if (laws[title] === undefined) {
      throw new Error(`there is no law '${title}': did you mean '${closest(title, Object.keys(laws))}'?`);
    }
  }
  return Object.fromEntries(Object.entries(laws).filter(([title]) => titles.includes(title)));
}

/** The case which was found at a path, and those to which it shrinks. */
async function searchAt(path: string, { laws: chosen, ...tools }: LawSearch): Promise<Counterexample | undefined> {
  const [only, ...others] = Object.entries(chosen);
  if (only === undefined || others.length > 0) throw new Error('--path needs one --law, and its --seed');
  const [title, law] = only;
  const found = await searchCounterexample({ ...tools, title, law, path });
  if (found === undefined) print('the law holds there');
  return found;
}

function report(
  { title, seed, path, value, message }: Counterexample,
  corpus: readonly string[],
  folder: string,
): void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${title.replaceAll(/[^a-z0-9]+/gi, '-').slice(0, 60)}-${seed}.json`);
  writeFileSync(file, JSON.stringify({ title, value }));
  const text = inspect(value, { depth: null, breakLength: 120, maxStringLength: 1000 });
  const folders = corpus.map((each) => ` --corpus ${quoted(each)}`).join('');
  print(
    [
      `BROKEN: ${title}`,
      message,
      '',
      `The case, as small as it could be made, is in ${file}:`,
      text.length > 3000 ? `${text.slice(0, 3000)}…` : text,
      '',
      `Seed ${seed}, path ${path}. Either of these tries it again:`,
      `npm run fuzz -- --law ${quoted(title)} --seed ${seed} --path ${path}${folders}`,
      `npm run fuzz -- --case ${quoted(file)}`,
    ].join('\n'),
  );
}

async function repeatCase(runner: CaseRunner, file: string): Promise<number> {
  const { title, value }: { title: string; value: unknown } = JSON.parse(readFileSync(file, 'utf8'));
  try {
    await runner.run(title, value);
  } catch (error) {
    print(`BROKEN: ${title}\n${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
  print('the law holds of this case');
  return 0;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
