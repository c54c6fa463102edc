/**
 * How much of a chart’s width a text takes, between 0 and 1: 12 pixels high on a chart which is 310 pixels wide, as
 * on a phone. Wherever there is more room, it only stands freer.
 */
export function labelWidth(text: string): number {
  return (Array.from(text).length * 6.6) / 310;
}
