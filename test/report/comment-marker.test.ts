import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { commentKeyPattern, commentWithMarker, isLaterRun, readComment } from '../../src/report/comment-marker.ts';

const head = '9f3c2ab4be0c9a1d6f3e5a7b8c9d0e1f2a3b4c5d';
const marker = { key: 'default', head, run: { id: 1287, attempt: 1 } };

test('the marker is the first line of the comment, and nobody sees it', () => {
  expect(commentWithMarker(marker, '### Forecast\n')).toBe(
    `<!-- rollcast:v1 key=default head=${head} run=1287.1 -->\n### Forecast\n`,
  );
});

test('what was written is read again, whatever the key and the report', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(commentKeyPattern),
      fc.nat(),
      fc.integer({ min: 1, max: 99 }),
      fc.string({ unit: 'grapheme' }),
      (key, id, attempt, text) => {
        const report = text.replaceAll('\r', '');
        const own = { key, head, run: { id, attempt } };
        expect(readComment(commentWithMarker(own, report))).toEqual({ marker: own, report });
      },
    ),
  );
});

test('line ends of a browser do not make another comment of it', () => {
  const body = commentWithMarker(marker, 'a\nb\n').replaceAll('\n', '\r\n');
  expect(readComment(body)).toEqual({ marker, report: 'a\nb\n' });
});

test.each([
  'a comment of a person',
  ` ${commentWithMarker(marker, 'quoted')}`,
  `> ${commentWithMarker(marker, 'quoted')}`,
  `text\n${commentWithMarker(marker, 'below')}`,
  `<!-- rollcast:v2 key=default head=${head} run=1.1 -->\n`,
  '<!-- rollcast:v1 key=default head=main run=1.1 -->\n',
])('%j has no marker', (body) => {
  expect(readComment(body)).toBeUndefined();
});

test('a later run has the larger number, and of the same run the later attempt', () => {
  expect(isLaterRun({ id: 2, attempt: 1 }, { id: 1, attempt: 9 })).toBe(true);
  expect(isLaterRun({ id: 1, attempt: 2 }, { id: 1, attempt: 1 })).toBe(true);
  expect(isLaterRun({ id: 1, attempt: 1 }, { id: 1, attempt: 1 })).toBe(false);
});
