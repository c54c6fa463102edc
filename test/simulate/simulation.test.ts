import { expect, test } from 'vitest';
import { play } from './builders.ts';

test.each(['timeline', 'steps', 'series'] as const)(
  'the %s of a simulation is made when somebody asks for it',
  (field) => {
    const simulation = play({ to: { template: 'B' } });
    expect(Object.getOwnPropertyDescriptor(simulation, field)).toHaveProperty('get');
    expect(simulation[field]).toBe(simulation[field]);
  },
);
