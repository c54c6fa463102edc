import { describe, expect, test } from 'vitest';
import { textHunks } from '../../src/diff/text-hunks.ts';
import { configMap, workload } from './manifests.ts';

const fileWith = (level: string) => configMap({ 'app.conf': `port=80\nlevel=${level}\n`, n: '1', yes: 'yes' });

const largeConfig = (value: string) =>
  configMap(Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`k${index}`, value])));

describe('text hunks', () => {
  test('show what differs with three lines around it', () => {
    expect(textHunks(workload(), workload({ image: 'shop/web:1.5.0' }))).toBe(`@@ -14,4 +14,4 @@
     spec:
       containers:
       - name: web
-        image: shop/web:1.4.2
+        image: shop/web:1.5.0
`);
  });

  test('show the lines of a text on lines of their own', () => {
    expect(textHunks(fileWith('info'), fileWith('debug'))).toContain(
      '\n     port=80\n-    level=info\n+    level=debug\n   "n": "1"\n',
    );
  });

  test('tell a carriage return and a missing last line end apart', () => {
    expect(textHunks(configMap({ a: 'x\ny' }), configMap({ a: 'x\r\ny\n' }))).toContain(
      '-  a: |-\n-    x\n+  a: |\n+    x␍\n',
    );
  });

  test('are absent where nothing differs, and where too much does', () => {
    expect(textHunks(workload(), workload())).toBeUndefined();
    expect(textHunks(largeConfig('a'), largeConfig('b'))).toBeUndefined();
    expect(textHunks(undefined, largeConfig('a'))).toBeUndefined();
  });
});
