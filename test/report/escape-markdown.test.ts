import { describe, expect, test } from 'vitest';
import { codeBlock, codeHtml, codeSpan, prose, proseHtml, tableRow } from '../../src/report/escape-markdown.ts';

describe('prose', () => {
  test.each([
    ['ordinary words, with a comma: and (brackets).', 'ordinary words, with a comma: and (brackets).'],
    ['ask @octocat about #12', 'ask `@octocat` about `#12`'],
    ['see https://evil.example, now', 'see `https://evil.example`, now'],
    ['a <b>bold</b> word', 'a `<b>bold</b>` word'],
    ['field spec.containers[0].image: wrong', 'field `spec.containers[0].image`: wrong'],
    ['two *bad* _words_ join', 'two `*bad* _words_` join'],
    ['the (snake_case) key', 'the (`snake_case`) key'],
    ['- no list', '`-` no list'],
    ['1. no list', '`1`. no list'],
    ['one\n\ntwo', 'one two'],
    ['commit 9f3c2ab4', 'commit `9f3c2ab4`'],
    ['right\u{202e}left', '`right\\u{202E}left`'],
    [' as files ', ' as files '],
    ['with schedule “0 3 * * *”; later', 'with schedule `0 3 * * *`; later'],
    ['the “old one” stays', 'the “old one” stays'],
    ['“@octocat', '`“@octocat`'],
    ['', ''],
  ])('writes %j as %j', (text, expected) => {
    expect(prose(text)).toBe(expected);
  });
});

test.each([
  ['web', '`web`'],
  ['a`b', '``a`b``'],
  ['`', '`` ` ``'],
  [' web ', '`  web  `'],
  ['', '(empty)'],
  ['a\nb', '`a\\u{A}b`'],
])('the code span of %j is %j', (text, expected) => {
  expect(codeSpan(text)).toBe(expected);
});

test('inside of HTML, tags and entities are text', () => {
  expect(codeHtml('</summary>&amp;')).toBe('<code>&#60;/summary&#62;&#38;amp;</code>');
  expect(proseHtml('rolls <b> now')).toBe('rolls <code>&#60;b&#62;</code> now');
});

test('a fence is longer than any run of backticks inside', () => {
  expect(codeBlock('a\n````\nb\n', 'diff')).toBe('`````diff\na\n````\nb\n`````');
});

test('a pipe in a code span does not end the cell', () => {
  expect(tableRow([codeSpan('a|b'), 'c'])).toBe('| `a\\|b` | c |');
});
