import { chartContents } from './charts.ts';
import { type Contents, joinContents, pathsOf, referencesOf, referringTo } from './contents.ts';
import { generatorContents } from './generators.ts';
import { asText, entriesOf, fieldOf, notInline, type Place, textsIn } from './place.ts';
import { pluginContents } from './plugins.ts';

/** All that a kustomization says of what its build needs, field by field. */
export function kustomizationContents(kustomization: Place): Contents {
  const field = (name: string) => fieldOf(kustomization, name);
  return joinContents([
    referringTo([
      ...['resources', 'bases', 'components'].flatMap((name) =>
        referencesOf(name, textsIn(field(name)), { type: 'Resource' }),
      ),
      ...['configurations', 'crds'].flatMap((name) => referencesOf(name, textsIn(field(name)))),
      ...referencesOf('openapi', asText(fieldOf(field('openapi'), 'path'))),
      ...referencesOf('patchesStrategicMerge', notInline(textsIn(field('patchesStrategicMerge')))),
      ...['patches', 'patchesJson6902', 'replacements'].flatMap((name) =>
        referencesOf(name, pathsOf(entriesOf(field(name)))),
      ),
    ]),
    ...entriesOf(field('configMapGenerator')).map((entry) => generatorContents('configMapGenerator', entry, false)),
    ...entriesOf(field('secretGenerator')).map((entry) => generatorContents('secretGenerator', entry, true)),
    ...['generators', 'transformers', 'validators'].flatMap((name) =>
      textsIn(field(name)).map((entry) => pluginContents(name, entry)),
    ),
    chartContents(kustomization),
  ]);
}
