import { array, boolean, constantFrom, stringMatching, tuple } from 'fast-check';
import { damage, damaged, fileName } from '../../app/hostile-manifests.ts';
import { everyReport } from '../../app/plan-reports.ts';
import { credentialPlaces, digits, secretManifests } from '../../app/secret-hiding-places.ts';
import { planInline } from '../../plan-inline.ts';
import { type Laws, law } from '../law.ts';
import type { Change } from '../manifest-pool.ts';

/** Long enough to be nowhere by chance, and valid wherever Base64 is wanted. */
const secretValue = stringMatching(/^[A-Za-z][A-Za-z0-9]{19}$/);

const places = { ...secretManifests, ...credentialPlaces };
const place = constantFrom(...Object.keys(places));
const secretPlace = constantFrom(...Object.keys(secretManifests));
/** What is damaged within the metadata may become a name or a label, and these are shown. */
const placeInData = constantFrom(...Object.keys(secretManifests).filter((name) => !/metadata|annotation/.test(name)));
const otherDocument = '---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: other}\ndata: {a: b}\n';

/** What holds of every value which is secret, wherever it stands. */
export const secretLaws: Laws = {
  'a secret value is never shown, whether it is added, changed or removed': law(
    () =>
      tuple(place, secretValue, secretValue, boolean()).map(([name, before, after, isAlone]) => {
        const text = (value: string) => `${places[name]?.(value) ?? ''}${isAlone ? '' : otherDocument}`;
        const path = `a/${name.startsWith('values') ? 'values' : 'web'}.${name.includes('JSON') ? 'json' : 'yaml'}`;
        return { base: { [path]: text(before) }, head: { [path]: text(after) }, values: [before, after] };
      }),
    async ({ base, head, values }) => {
      await hidesAll({ base, head }, values);
      await hidesAll({ base: {}, head }, values);
      await hidesAll({ base, head: {} }, values);
    },
  ),

  'a Secret that becomes another form of itself shows neither': law(
    () =>
      tuple(secretPlace, secretPlace, secretValue, secretValue).map(([from, to, before, after]) => ({
        base: { 'a.yaml': secretManifests[from]?.(before) ?? '' },
        head: { 'a.yaml': secretManifests[to]?.(after) ?? '' },
        values: [before, after],
      })),
    (edit) => hidesAll(edit, edit.values),
  ),

  'a damaged Secret is not shown': law(
    () =>
      tuple(placeInData, secretValue, damage, fileName).map(([name, value, harm, path]) => {
        const text = secretManifests[name]?.(value) ?? '';
        return { whole: { [path]: text }, broken: { [path]: damaged(text, harm) }, value };
      }),
    async ({ whole, broken, value }) => {
      if (!Object.values(broken).every(isCalledSecret)) return;
      await hidesAll({ base: whole, head: broken }, [value]);
      await hidesAll({ base: broken, head: whole }, [value]);
    },
  ),

  'many secrets beside each other are all hidden': law(
    () =>
      array(tuple(place, secretValue), { minLength: 1, maxLength: 5 }).map((picks) => ({
        base: { 'a.yaml': otherDocument },
        head: { 'a.yaml': picks.map(([name, value]) => `---\n${places[name]?.(value) ?? ''}`).join('') },
        values: picks.map(([, value]) => value),
      })),
    (edit) => hidesAll(edit, edit.values),
  ),
};

async function hidesAll({ base, head }: Change, values: readonly string[]): Promise<void> {
  const reports = everyReport(await planInline(base, head));
  for (const [name, report] of Object.entries(reports)) {
    for (const value of values) {
      for (const form of [value, Buffer.from(value).toString('base64'), digits(value)]) {
        if (report.includes(form)) throw new Error(`${form} is in ${name}:\n${report}`);
      }
    }
  }
}

/** What is no longer called a Secret is none. */
function isCalledSecret(text: string): boolean {
  const kinds = text.match(/\bkind\b.*$/gim) ?? [];
  return kinds.length > 0 && kinds.every((line) => /^kind"?: ?"?(?:(?:Secret)?List|Secret)(?![^\s"',}])/i.test(line));
}
