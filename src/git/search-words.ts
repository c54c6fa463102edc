/**
 * A test for "these bytes contain one of the words", for any number of words in one pass (Aho–Corasick).
 * The alphabet is folded to the bytes that occur in the words, so that the table stays small:
 * 1,000 words of 20 bytes over 40 letters need 20,001 × 41 entries, 3.3 MB.
 */
export function searchWords(words: readonly string[]): (bytes: Uint8Array) => boolean {
  const patterns = words.filter((word) => word !== '').map((word) => Buffer.from(word, 'utf8'));
  if (patterns.length === 0) return () => false;
  const letters = letterOfByte(patterns);
  const { next, final, width } = buildAutomaton(patterns, letters);
  return (bytes) => {
    let state = 0;
    for (let index = 0; index < bytes.length; index += 1) {
      state = next[state * width + (letters[bytes[index] ?? 0] ?? 0)] ?? 0;
      if (final[state] === 1) return true;
    }
    return false;
  };
}

/** Letter 0 is every byte that no word has. */
function letterOfByte(patterns: readonly Buffer[]): Uint16Array {
  const letters = new Uint16Array(256);
  let count = 0;
  for (const pattern of patterns) {
    for (const byte of pattern) {
      if (letters[byte] !== 0) continue;
      count += 1;
      letters[byte] = count;
    }
  }
  return letters;
}

interface Automaton {
  /** Row `state`, column `letter`: the state after that letter. */
  readonly next: Int32Array;
  readonly final: Uint8Array;
  readonly width: number;
}

function buildAutomaton(patterns: readonly Buffer[], letters: Uint16Array): Automaton {
  const width = letters.reduce((most, letter) => Math.max(most, letter), 0) + 1;
  const statesMax = patterns.reduce((sum, pattern) => sum + pattern.length, 1);
  const next = new Int32Array(statesMax * width);
  const final = new Uint8Array(statesMax);
  let states = 1;
  for (const pattern of patterns) {
    let state = 0;
    for (const byte of pattern) {
      const slot = state * width + (letters[byte] ?? 0);
      if (next[slot] === 0) {
        next[slot] = states;
        states += 1;
      }
      state = next[slot] ?? 0;
    }
    final[state] = 1;
  }
  addFailures({ next, final, width }, states);
  return { next, final, width };
}

/** Breadth first: a missing edge becomes that of the longest proper suffix which is a prefix of some word. */
function addFailures({ next, final, width }: Automaton, states: number): void {
  const failure = new Int32Array(states);
  const queue = new Int32Array(states);
  let tail = 0;
  for (let letter = 0; letter < width; letter += 1) {
    const child = next[letter] ?? 0;
    if (child !== 0) queue[tail++] = child;
  }
  for (let head = 0; head < tail; head += 1) {
    const state = queue[head] ?? 0;
    const fallback = failure[state] ?? 0;
    if (final[fallback] === 1) final[state] = 1;
    for (let letter = 0; letter < width; letter += 1) {
      const slot = state * width + letter;
      const child = next[slot] ?? 0;
      const instead = next[fallback * width + letter] ?? 0;
      if (child === 0) next[slot] = instead;
      else {
        failure[child] = instead;
        queue[tail++] = child;
      }
    }
  }
}
