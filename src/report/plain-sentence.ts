import { type Phrase, phrase, phraseText } from './phrase.ts';

/**
 * “Deployment prod/web: none of 8 pods is available.” as plain text: one line which ends as a sentence does, and whatever
 * a manifest hides in it is visible.
 */
export function plainSentence(subject: Phrase, message: string): string {
  const start = subject.length === 0 ? [] : phrase`${subject}: `;
  const said = message.trimEnd();
  const end = /[.?!]$/.test(said) ? [] : phrase`.`;
  return phraseText(phrase`${start}${said}${end}`);
}
