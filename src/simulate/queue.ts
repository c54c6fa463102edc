import { InvariantError } from './invariant-error.ts';

/** Something which will happen at a virtual second. */
export interface Scheduled<Event> {
  readonly at: number;
  readonly event: Event;
}

/** All events of one virtual second, in the order in which they were scheduled. */
export interface Moment<Event> {
  readonly at: number;
  readonly events: readonly Event[];
}

interface Entry<Event> extends Scheduled<Event> {
  readonly sequence: number;
}

/** Seconds as the simulator holds them, so that sums of the same parts meet in the same moment. */
export function wholeMilliseconds(seconds: number): number {
  return Number.isInteger(seconds) ? seconds : Math.round(seconds * 1000) / 1000;
}

/** The future, ordered by (at, sequence): a total order, so that no tie is left to chance. A binary heap. */
export class EventQueue<Event> {
  readonly #heap: Entry<Event>[] = [];
  #sequence = 0;
  #now = 0;

  push({ at, event }: Scheduled<Event>): void {
    const moment = wholeMilliseconds(at);
    if (!(moment >= this.#now)) throw new InvariantError(`an event at ${at} is scheduled in the past of ${this.#now}`);
    const heap = this.#heap;
    const entry: Entry<Event> = { at: moment, event, sequence: this.#sequence };
    this.#sequence += 1;
    let index = heap.length;
    heap.push(entry);
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = heap[parentIndex];
      if (parent === undefined || !isBefore(entry, parent)) break;
      heap[index] = parent;
      index = parentIndex;
    }
    heap[index] = entry;
  }

  /** Takes out the next moment; undefined: nothing will happen any more. */
  popMoment(): Moment<Event> | undefined {
    const first = this.#pop();
    if (first === undefined) return undefined;
    const events = [first.event];
    while (this.#heap[0]?.at === first.at) {
      const next = this.#pop();
      if (next !== undefined) events.push(next.event);
    }
    this.#now = first.at;
    return { at: first.at, events };
  }

  #pop(): Entry<Event> | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (top === undefined || last === undefined || heap.length === 0) return top;
    let index = 0;
    for (;;) {
      const child = smallerChild(heap, index);
      const entry = heap[child];
      if (entry === undefined || !isBefore(entry, last)) break;
      heap[index] = entry;
      index = child;
    }
    heap[index] = last;
    return top;
  }
}

function smallerChild<Event>(heap: readonly Entry<Event>[], index: number): number {
  const left = heap[2 * index + 1];
  const right = heap[2 * index + 2];
  return left !== undefined && right !== undefined && isBefore(right, left) ? 2 * index + 2 : 2 * index + 1;
}

function isBefore<Event>(a: Entry<Event>, b: Entry<Event>): boolean {
  return a.at === b.at ? a.sequence < b.sequence : a.at < b.at;
}
