import { defineConfig } from 'rolldown';

const output = { dir: 'dist', format: 'esm', minify: false, sourcemap: false } as const;

export default defineConfig([
  // The published CLI: each command is a dynamic import, so that `rollcast --version` loads almost nothing.
  {
    input: { cli: 'src/cli/main.ts' },
    platform: 'node',
    // The one loads files which lie beside it, the other is nobody’s but asked for.
    external: ['@electric-sql/pglite', 'pg-native'],
    output: { ...output, entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' },
  },
  // The GitHub Action, which the runner starts as it is in the repository: one file, committed.
  {
    input: { action: 'src/action/main.ts' },
    platform: 'node',
    output: { ...output, entryFileNames: '[name].js', codeSplitting: false },
  },
]);
