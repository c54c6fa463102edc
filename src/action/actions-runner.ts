import { randomUUID } from 'node:crypto';
import * as core from '@actions/core';
import type { Annotation } from '../report/annotations.ts';
import type { Runner } from './ports.ts';

/** The runner of a workflow, by GitHub’s toolkit. */
export const actionsRunner: Runner = {
  hide: (secret) => core.setSecret(secret),
  quote: (title, text) => {
    core.startGroup(title);
    // Until the same word comes again no line is a command, whatever a manifest holds.
    const word = randomUUID();
    process.stdout.write(`::stop-commands::${word}\n${text.trimEnd()}\n::${word}::\n`);
    core.endGroup();
  },
  info: (message) => core.info(message),
  warn: (message) => core.warning(message, { title: 'Rollcast' }),
  fail: (message) => core.error(message, { title: 'Rollcast' }),
  annotate: ({ level, path, line, title, message }) =>
    annotationCommands[level](message, { file: path, startLine: line, title }),
  setOutput: (name, value) => core.setOutput(name, value),
  writeSummary: async (markdown) => {
    try {
      await core.summary.addRaw(markdown, true).write({ overwrite: false });
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown error';
      core.warning(`the job summary was not written: ${reason}`, { title: 'Rollcast' });
    }
  },
};

const annotationCommands: Readonly<Record<Annotation['level'], typeof core.error>> = {
  Error: core.error,
  Warning: core.warning,
  Notice: core.notice,
};
