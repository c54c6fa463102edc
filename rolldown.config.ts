import { defineConfig } from 'rolldown';

/** The published CLI: each command is a dynamic import, so that `rollcast --version` loads almost nothing. */
export default defineConfig({
  input: { cli: 'src/cli/main.ts' },
  platform: 'node',
  output: {
    dir: 'dist',
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name].js',
    minify: false,
    sourcemap: false,
  },
});
