import { array, asyncProperty, boolean, constantFrom, type IAsyncProperty, stringMatching, tuple } from 'fast-check';
import { expect } from 'vitest';
import { planInline } from '../plan-inline.ts';
import { damaged, fileName, lineDamage } from './hostile-manifests.ts';
import { everyReport } from './plan-reports.ts';
import { credentialPlaces, digits, secretManifests } from './secret-hiding-places.ts';

type Files = Readonly<Record<string, string>>;

/** Long enough to be nowhere by chance, and valid wherever Base64 is wanted. */
const secretValue = stringMatching(/^[A-Za-z][A-Za-z0-9]{19}$/);

async function hidesAll(base: Files, head: Files, values: readonly string[]): Promise<void> {
  const reports = everyReport(await planInline(base, head));
  for (const [name, report] of Object.entries(reports)) {
    for (const value of values) {
      for (const form of [value, Buffer.from(value).toString('base64'), digits(value)]) {
        expect(report.includes(form), `${form} in ${name}:\n${report}`).toBe(false);
      }
    }
  }
}

const places = { ...secretManifests, ...credentialPlaces };
const place = constantFrom(...Object.keys(places));
const secretPlace = constantFrom(...Object.keys(secretManifests));
/** What is damaged within the metadata may become a name or a label, and these are shown. */
const placeInData = constantFrom(...Object.keys(secretManifests).filter((name) => !/metadata|annotation/.test(name)));
const otherDocument = '---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: other}\ndata: {a: b}\n';

/** What holds of every value which is secret, wherever it stands; by the names of the laws. */
export const secretLaws: Readonly<Record<string, () => IAsyncProperty<unknown>>> = {
  'a secret value is never shown, whether it is added, changed or removed': () =>
    asyncProperty(tuple(place, secretValue, secretValue, boolean()), async ([name, before, after, isAlone]) => {
      const text = (value: string) => `${places[name]?.(value) ?? ''}${isAlone ? '' : otherDocument}`;
      const path = `a/${name.startsWith('values') ? 'values' : 'web'}.${name.includes('JSON') ? 'json' : 'yaml'}`;
      await hidesAll({ [path]: text(before) }, { [path]: text(after) }, [before, after]);
      await hidesAll({}, { [path]: text(after) }, [after]);
      await hidesAll({ [path]: text(before) }, {}, [before]);
    }),

  'a Secret that becomes another form of itself shows neither': () =>
    asyncProperty(tuple(secretPlace, secretPlace, secretValue, secretValue), async ([from, to, before, after]) => {
      const base = secretManifests[from]?.(before) ?? '';
      await hidesAll({ 'a.yaml': base }, { 'a.yaml': secretManifests[to]?.(after) ?? '' }, [before, after]);
    }),

  'a damaged Secret is not shown': () =>
    asyncProperty(tuple(placeInData, secretValue, lineDamage, fileName), async ([name, value, harm, path]) => {
      const text = secretManifests[name]?.(value) ?? '';
      const broken = damaged(text, harm);
      if (!isCalledSecret(broken)) return;
      await hidesAll({ [path]: text }, { [path]: broken }, [value]);
      await hidesAll({ [path]: broken }, { [path]: text }, [value]);
    }),

  'many secrets beside each other are all hidden': () =>
    asyncProperty(array(tuple(place, secretValue), { minLength: 1, maxLength: 5 }), async (picks) => {
      const text = picks.map(([name, value]) => `---\n${places[name]?.(value) ?? ''}`).join('');
      await hidesAll(
        { 'a.yaml': otherDocument },
        { 'a.yaml': text },
        picks.map(([, value]) => value),
      );
    }),
};

/** What is no longer called a Secret is none. */
function isCalledSecret(text: string): boolean {
  const kinds = text.match(/\bkind\b.*$/gim) ?? [];
  return kinds.length > 0 && kinds.every((line) => /^kind"?: ?"?(?:(?:Secret)?List|Secret)\b/i.test(line));
}
