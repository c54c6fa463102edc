import { constant, nat } from 'fast-check';
import { type Laws, law } from './law.ts';

/** Laws which do not hold, each in another way. */
export const laws: Laws = {
  'numbers are small': law(
    () => nat({ max: 1_000_000 }),
    (value) => {
      if (value >= 1000) throw new Error(`${value} is large`);
    },
  ),
  'lists are short': law(
    () => nat({ max: 9 }).map((length) => Array.from({ length }, () => 0)),
    (values) => {
      while (values.length > 3);
    },
  ),
  'texts are short': law(
    () => constant(0),
    () => {
      const texts: string[] = [];
      for (;;) texts.push(`text ${texts.length}`);
    },
  ),
  'buffers are small': law(
    () => constant(0),
    () => {
      Buffer.alloc(500 * 1024 * 1024, 1);
    },
  ),
  'processes live on': law(
    () => constant(0),
    () => {
      process.stderr.write('farewell\n');
      process.kill(process.pid, 'SIGKILL');
    },
  ),
  'promises are kept': law(
    () => constant(0),
    () => {
      void Promise.reject(new Error('nobody waits for me'));
    },
  ),
  'all is well': law(
    () => constant(0),
    () => undefined,
  ),
};
