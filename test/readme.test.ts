import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readShipped } from '../src/app/load-strategies.ts';
import { readSettings } from '../src/app/read-settings.ts';
import { readStrategy } from '../src/app/read-strategy.ts';
import { rules } from '../src/rules/index.ts';
import { readShippedStrategies } from '../src/store/shipped-strategies.ts';
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

const isStrategy = (bytes: Buffer) => bytes.includes('summary:');

test('the settings and the strategy of the README are ones which Rollcast reads', () => {
  const blocks = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => Buffer.from(text));
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
  const commands = [[], ['plan'], ['diff'], ['compare'], ['render'], ['strategies'], ['schema']];
  const help = commands.map((command) => runCli([...command, '--help']).stdout).join('\n');
  const [forUsers = ''] = readme.split('## Contributing');
  const options = new Set(forUsers.replaceAll(/`git [^`]+`/g, '').match(/(?<=[`\s])--[a-z][a-z-]+/g));
  expect(options.size).toBeGreaterThan(8);
  for (const option of options) expect(help, option).toContain(option);
});
