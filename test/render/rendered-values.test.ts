import { describe, expect, test } from 'vitest';
import { openManifest } from '../../src/manifest/open-manifest.ts';
import { isJsonObject, type JsonObject } from '../../src/schema/json.ts';
import { isKubectlPresent, open, request, text } from './render-request.ts';

/** Words which YAML 1.1, YAML 1.2, kubectl and kustomize do not all take for the same. */
const words =
  `yes Yes no NO on off y n Y N true True TRUE tRUE "true" 'yes' ~ null Null nULL "" 0 -0 +1 012 0644 0o644 0888
0x1F 0b101 1_000 1e3 1.e3 .5 -.5 1.50 12:30 22:22:22 2001-01-01 2001-01-01T00:00:00Z 1.2.3 v1 9007199254740993
18446744073709551615 18446744073709551616 = <<a '#' "a:b" "-" "0x" "1e" "0644" "1_000" "12:30" "null" "~" "no"`.split(
    /\s+/,
  );

describe.skipIf(!isKubectlPresent)('what kustomize prints', () => {
  test('is read as kustomize means it', async () => {
    const renderer = await open();
    const build = (values: readonly string[]) =>
      renderer.render(request('a', { 'a/kustomization.yaml': 'resources: [a.yaml]\n', 'a/a.yaml': thing(values) }));
    const printed = await build(words);
    if (printed.type === 'Failed') throw new Error(printed.message);
    // JSON has one way only to write a value: if all were read rightly, kustomize makes the same of them again.
    const values = specOf(printed.bytes);
    const again = await build(words.map((_, index) => jsonOf(values[`v${index}`])));
    expect(text(again)).toBe(text(printed));
  });
});

function thing(values: readonly string[]): string {
  const fields = values.map((value, index) => `  v${index}: ${value}\n`);
  return `apiVersion: example.com/v1\nkind: Thing\nmetadata: { name: a }\nspec:\n${fields.join('')}`;
}

function specOf(bytes: Uint8Array): JsonObject {
  const { documents } = openManifest('a/kustomization.yaml', bytes, 'Rendered').read(() => true);
  const [content] = documents.map((document) => document.content);
  const spec = content?.type === 'Objects' ? content.objects[0]?.value['spec'] : undefined;
  return isJsonObject(spec) ? spec : {};
}

function jsonOf(value: JsonObject[string] | undefined): string {
  return typeof value === 'bigint' ? `${value}` : JSON.stringify(value ?? null);
}
