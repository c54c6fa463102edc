import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { readShipped } from '../src/app/load-strategies.ts';
import { readSettings } from '../src/app/read-settings.ts';
import { readStrategy } from '../src/app/read-strategy.ts';
import { rules } from '../src/rules/index.ts';
import { readShippedStrategies } from '../src/store/shipped-strategies.ts';
import { readAction } from './action/read-action.ts';
import { runCli } from './cli/run-cli.ts';

const readme = readFileSync('README.md', 'utf8');

/** The README with one of its generated parts made anew; `vitest -u` writes it back. */
function withPart(start: string, end: string, text: string): string {
  const from = readme.indexOf(start) + start.length;
  return `${readme.slice(0, from)}\n${text}\n${readme.slice(readme.indexOf(end, from))}`;
}

const outputs = [...readme.matchAll(/<!-- output: npx rollcast (.+) -->/g)].map(([, command = '']) => command);

test.each(outputs)('the output of %s in the README is what the command prints', async (command) => {
  const { code, stdout } = runCli(command.split(' '));
  expect(code).toBe(0);
  const output = `\`\`\`text\n${stdout.trimEnd().replace(/^\n/, '')}\n\`\`\``;
  const made = withPart(`<!-- output: npx rollcast ${command} -->`, '<!-- end of output -->', output);
  await expect(made).toMatchFileSnapshot('../README.md');
});

test('the README tells of every rule what it finds and what to do', async () => {
  const rows = rules.map(
    ({ id, severity, summary, remediation }) => `| \`${id}\` | ${severity} | ${summary}. ${remediation} |`,
  );
  const table = ['| rule | severity | what it finds, and what to do |', '| --- | --- | --- |', ...rows].join('\n');
  await expect(withPart('<!-- rules -->', '<!-- end of rules -->', table)).toMatchFileSnapshot('../README.md');
});

test('the README tells of every strategy what it does', async () => {
  const rows = [...readShipped(await readShippedStrategies()).values()].map(
    ({ name, summary }) => `| \`${name}\` | ${summary} |`,
  );
  const table = ['| strategy | what it does |', '| --- | --- |', ...rows].join('\n');
  await expect(withPart('<!-- strategies -->', '<!-- end of strategies -->', table)).toMatchFileSnapshot(
    '../README.md',
  );
});

const yamlBlocks = [...readme.matchAll(/(?:<!-- workflow: (.+) -->\n)?```yaml\n([\s\S]*?)```/g)].map(
  ([, workflow, text = '']) => ({ workflow, text }),
);

test('the README tells of every input and output of the action', async () => {
  const { inputs, outputs: told } = readAction();
  const rows = Object.entries(inputs).map(([name, { description, default: value }]) => {
    const isPlain = value !== undefined && !value.includes('${{');
    return `| \`${name}\` | ${isPlain ? `\`${value}\`` : ''} | ${description} |`;
  });
  const outputRows = Object.entries(told).map(([name, { description }]) => `| \`${name}\` | ${description} |`);
  const inputTable = ['| input | default | what it is |', '| --- | --- | --- |', ...rows].join('\n');
  const outputTable = ['| output | what it is |', '| --- | --- |', ...outputRows].join('\n');
  const tables = `${inputTable}\n\n${outputTable}`;
  await expect(withPart('<!-- inputs -->', '<!-- end of inputs -->', tables)).toMatchFileSnapshot('../README.md');
});

test('the workflows of the README use inputs which there are, and the checkout has what they need', () => {
  const { inputs } = readAction();
  const workflows = yamlBlocks.filter(({ workflow }) => workflow !== undefined);
  expect(workflows.map(({ workflow }) => workflow)).toEqual([
    'minimal',
    'several keys',
    'first stage',
    'second stage',
    'gate',
  ]);
  for (const { text } of workflows) {
    const { jobs } = load(text) as Workflow;
    const steps = Object.values(jobs).flatMap((job) => job.steps);
    const own = steps.filter(({ uses }) => uses === 'OWNER/rollcast@SHA');
    expect(own).toHaveLength(1);
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(own[0]?.with ?? {})));
    expect(steps[0]?.uses).toMatch(/^actions\/checkout@/);
  }
});

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

interface Step {
  readonly uses: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

const isStrategy = (bytes: Buffer) => bytes.includes('summary:');

test('the settings and the strategy of the README are ones which Rollcast reads', () => {
  const blocks = yamlBlocks.flatMap(({ workflow, text }) => (workflow === undefined ? [Buffer.from(text)] : []));
  const strategies = blocks.filter(isStrategy).map((bytes) => readStrategy({ name: 'README.md', bytes }, 'Repository'));
  const settings = blocks
    .filter((bytes) => !isStrategy(bytes))
    .map((bytes) => readSettings({ name: 'README.md', bytes }));
  expect(strategies.map(({ name, notes }) => ({ name, notes }))).toEqual([{ name: 'one-by-one', notes: [] }]);
  const written = settings.map((read) =>
    Object.entries(read.settings).flatMap(([name, value]) => (Object.keys(value).length > 0 ? [name] : [])),
  );
  expect(written).toEqual([['assumptions', 'roots'], ['kustomize'], ['strategies', 'strategyRules']]);
});

test('every option of the README exists', () => {
  const commands = [[], ['plan'], ['diff'], ['compare'], ['render'], ['strategies'], ['serve'], ['schema']];
  const help = commands.map((command) => runCli([...command, '--help']).stdout).join('\n');
  const [forUsers = ''] = readme.split('## Contributing');
  const options = new Set(forUsers.replaceAll(/`git [^`]+`/g, '').match(/(?<=[`\s])--[a-z][a-z-]+/g));
  expect(options.size).toBeGreaterThan(8);
  for (const option of options) expect(help, option).toContain(option);
});
