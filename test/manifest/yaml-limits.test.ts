import { describe, expect, test } from 'vitest';
import { readYaml } from '../../src/manifest/yaml.ts';

function reasonOf(text: string): string | undefined {
  const read = readYaml(text);
  return read.type === 'Refused' ? `${read.reason}${read.isLimit ? ' (limit)' : ''}` : undefined;
}

const tooDeep = 'lists and mappings are nested too deeply (limit)';

describe('what a document may cost', () => {
  test('a document of aliases which multiply is refused', () => {
    const levels = ['a: &a [x,x,x,x,x,x,x,x,x]'];
    for (let level = 1; level < 12; level++) {
      const name = String.fromCharCode(97 + level);
      const alias = `*${String.fromCharCode(96 + level)}`;
      levels.push(`${name}: &${name} [${Array.from({ length: 9 }, () => alias).join(',')}]`);
    }
    expect(reasonOf(levels.join('\n'))).toBe('the document repeats too much by aliases (limit)');
  });

  test('merge keys which multiply are refused', () => {
    const levels = ['a0: &a0 {k: 1}'];
    for (let level = 1; level < 40; level++)
      levels.push(`a${level}: &a${level} {<<: [*a${level - 1}, *a${level - 1}]}`);
    expect(reasonOf(levels.join('\n'))).toBe('the document repeats too much by aliases (limit)');
  });

  test.each(['a: &x {k: *x}', '&x [*x]', 'a: &x {<<: *x}'])('%s contains itself', (text) => {
    expect(reasonOf(text)).toBe('an alias is part of its own anchor');
  });

  test.each([
    ['brackets', '['.repeat(1000)],
    ['many more brackets', '['.repeat(200_000)],
    ['braces', '{a: '.repeat(1000)],
    ['dashes', '- '.repeat(1000)],
    ['keys', Array.from({ length: 1000 }, (_, level) => `${' '.repeat(level)}a:\n`).join('')],
  ])('a thousand %s are too deep', (_, text) => {
    expect(reasonOf(text)).toBe(tooDeep);
  });

  test('a chain of aliases is as deep as what it stands for', () => {
    const nested = `${'['.repeat(300)}x${']'.repeat(300)}`;
    const text = `a: &a ${nested}\nb: ${nested.replace('x', '*a')}\n`;
    expect(reasonOf(text)).toBe(tooDeep);
  });

  test('a long !!binary value is decoded', () => {
    const read = readYaml(`a: !!binary ${'QUFB'.repeat(2_000_000)}`);
    expect(read).toMatchObject({ type: 'Value' });
  });

  test('four hundred levels are read', () => {
    expect(reasonOf(`${'['.repeat(400)}${']'.repeat(400)}`)).toBeUndefined();
  });
});
