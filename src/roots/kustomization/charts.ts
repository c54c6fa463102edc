import { type Contents, type Obstacle, referencesOf } from './contents.ts';
import { asText, entriesOf, fieldOf, type Place, textsIn } from './place.ts';
import { shownEntry } from './url.ts';

/** What a kustomization makes of Helm charts: the charts are not rendered, but their files of values are among its files. */
export function chartContents(kustomization: Place): Contents {
  const charts = entriesOf(fieldOf(kustomization, 'helmCharts'));
  const oldCharts = entriesOf(fieldOf(kustomization, 'helmChartInflationGenerator'));
  const values = [
    ...charts.flatMap((chart) => asText(fieldOf(chart, 'valuesFile'))),
    ...charts.flatMap((chart) => textsIn(fieldOf(chart, 'additionalValuesFiles'))),
  ];
  const oldValues = oldCharts.flatMap((chart) => asText(fieldOf(chart, 'values')));
  return {
    references: [...referencesOf('helmCharts', values), ...referencesOf('helmChartInflationGenerator', oldValues)],
    obstacles: [
      ...charts.map((chart) => chartObstacle('helmCharts', chart, 'name')),
      ...oldCharts.map((chart) => chartObstacle('helmChartInflationGenerator', chart, 'chartName')),
      ...globalsObstacle(fieldOf(kustomization, 'helmGlobals')),
    ],
    secretValues: [],
  };
}

function chartObstacle(field: string, chart: Place, nameField: string): Obstacle {
  const [name] = asText(fieldOf(chart, nameField));
  const what = name ? `the chart ${shownEntry(name.value)}` : 'a chart';
  return { type: 'HelmChart', message: `${field}: ${what} needs Helm`, at: chart.at };
}

function globalsObstacle({ value, at }: Place): readonly Obstacle[] {
  if (value === undefined || value === null) return [];
  return [{ type: 'HelmChart', message: 'helmGlobals: charts need Helm', at }];
}
