import { z } from 'zod';
import {
  type InvalidSelector,
  labelsOf,
  readLabelSelector,
  type Selector,
  selectorFromLabels,
  selectorMatches,
  selectorText,
} from '../../../src/kubernetes/label-selector.ts';
import { parseSelector } from '../../../src/kubernetes/parse-selector.ts';
import type { JsonValue } from '../../../src/schema/json.ts';
import type { ConformanceSuite } from '../suite.ts';

const SelectorRecord = z.looseObject({
  form: z.enum(['labelSelector', 'string', 'map']),
  selector: z.custom<JsonValue>((value) => value !== undefined),
  labels: z.custom<JsonValue>(),
  error: z.string().nullable(),
  mapInvalid: z.string().optional(),
});
type SelectorRecord = z.infer<typeof SelectorRecord>;

export const suite: ConformanceSuite = {
  name: 'selector',
  replay(record) {
    const { id: _id, error, mapInvalid, ...expected } = SelectorRecord.parse(record);
    const { form, selector: recorded, labels } = expected;
    const selector = readers[form](recorded);
    const given = { form, selector: recorded, labels };
    const actual =
      selector.type === 'Invalid'
        ? { ...given, isError: true, matches: null }
        : {
            ...given,
            isError: false,
            matches: selectorMatches(selector, labelsOf(labels)),
            everything: selector.type === 'Requirements' && selector.requirements.length === 0,
            string: selectorText(selector),
          };
    // A map is not validated where it is matched; its validity is that of the same matchLabels.
    const isMapInvalid = form === 'map' && readLabelSelector({ matchLabels: recorded }).type === 'Invalid';
    return {
      expected: { ...expected, isError: error !== null, isMapInvalid: mapInvalid !== undefined },
      actual: { ...actual, isMapInvalid },
    };
  },
};

const readers: Readonly<Record<SelectorRecord['form'], (selector: JsonValue) => Selector | InvalidSelector>> = {
  labelSelector: readLabelSelector,
  string: (selector) => parseSelector(typeof selector === 'string' ? selector : ''),
  map: (selector) => selectorFromLabels(labelsOf(selector)),
};
