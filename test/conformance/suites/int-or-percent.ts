import { z } from 'zod';
import { resolveFenceposts, scaledPods } from '../../../src/kubernetes/int-or-percent.ts';
import type { JsonValue } from '../../../src/schema/json.ts';
import type { ConformanceSuite } from '../suite.ts';

const IntOrPercentRecord = z.looseObject({
  value: z.custom<JsonValue>((value) => value !== undefined),
  total: z.number(),
  roundUp: z.boolean(),
});

export const suite: ConformanceSuite = {
  name: 'int-or-percent',
  replay(record) {
    const { id: _id, ...expected } = IntOrPercentRecord.parse(record);
    const { value, total, roundUp } = expected;
    const scaled = scaledPods(value, total, roundUp ? 'up' : 'down');
    const isScaled = scaled.type === 'Pods';
    return {
      expected,
      actual: {
        value,
        total,
        roundUp,
        result: isScaled ? exactInteger(scaled.pods) : null,
        error: isScaled ? null : scaled.reason,
        asSurge: fenceposts(value, 0, total),
        asUnavailable: fenceposts(0, value, total),
      },
    };
  },
};

function fenceposts(maxSurge: JsonValue, maxUnavailable: JsonValue, total: number): readonly number[] | undefined {
  const resolved = resolveFenceposts(maxSurge, maxUnavailable, total);
  return resolved.type === 'Invalid' ? undefined : [resolved.surge, resolved.unavailable];
}

function exactInteger(value: number): number | bigint {
  return Number.isSafeInteger(value) ? value : BigInt(value);
}
