import { globSync, readFileSync } from 'node:fs';
import { loadAll } from 'js-yaml';

/** Reads every manifest of a folder, and does nothing with them: what a plan of two folders is compared with. */
const [directory = '.'] = process.argv.slice(2);
for (const path of globSync('**/*.yaml', { cwd: directory })) loadAll(readFileSync(`${directory}/${path}`, 'utf8'));
