import { writeSync } from 'node:fs';

/** One line of a terminal which says what is going on, from the first second on. */
export interface ProgressLine {
  readonly say: (phase: string) => void;
  /** Takes the line away and draws no more. */
  readonly erase: () => void;
}

const eraseLine = '\r\u001B[K';
const standardError = 2;

export function progressLine(terminalColumns: number): ProgressLine {
  // A terminal that nobody has told its size has none. A line as wide as the terminal would wrap, and could not be erased.
  const columns = (terminalColumns > 0 ? terminalColumns : 80) - 1;
  const start = performance.now();
  let phase = '';
  let isShown = false;
  const draw = () => {
    const seconds = Math.round((performance.now() - start) / 1000);
    write(`${eraseLine}${`rollcast: ${phase} … ${seconds} s`.slice(0, columns)}`);
    isShown = true;
  };
  const timer = setInterval(draw, 1000);
  return {
    say: (next) => {
      phase = next;
      if (isShown) draw();
    },
    erase: () => {
      clearInterval(timer);
      if (isShown) write(eraseLine);
      isShown = false;
    },
  };
}

/** A terminal which went away needs no progress. */
function write(text: string): void {
  try {
    writeSync(standardError, text);
  } catch {}
}
