import { TextError } from './text-error.ts';
import type { ScalarValue } from './yaml-scalar-value.ts';

/**
 * The JSON key for a key of a mapping, as sigs.k8s.io/yaml writes it: `yes` is "true", 0644 is "420".
 * Null and integers of more than 63 bits are refused.
 */
export function keyText(key: ScalarValue, start: number): string {
  if (key.type === 'String') return key.value;
  if (key.type === 'Null') throw new TextError('a key is null', start);
  if (key.type === 'Float') return formatFloat32(key.value);
  if (key.type === 'Integer' && key.value >= 2n ** 63n)
    throw new TextError('a key is a number which is too large', start);
  return String(key.value);
}

/**
 * Go's strconv.FormatFloat(value, 'g', -1, 32), with YAML's words for what is no number:
 * 1000 is "1000", 1000000 is "1e+06", 18446744073709551616 is "1.8446744e+19".
 */
function formatFloat32(value: number): string {
  const single = Math.fround(value);
  if (Number.isNaN(single)) return '.nan';
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf';
  const [mantissa = '', exponent = ''] = shortestDigits(single).split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(Number(`${mantissa}e${exponent}`));
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

/** The fewest digits that tell this 32-bit float from all others, as `d.ddde±x`; nine always do. */
function shortestDigits(single: number): string {
  for (let digits = 0; digits < 8; digits++) {
    const text = single.toExponential(digits);
    if (Math.fround(Number(text)) === single) return text;
  }
  return single.toExponential(8);
}
