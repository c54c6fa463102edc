import { isInTemplates } from './manifest-path.ts';
import { readYaml } from './yaml.ts';

const helmExpression =
  /\{\{-?\s*(?:\.(?:Values|Release|Chart|Capabilities|Files|Template)\b|(?:if|else|end|range|with|define|block)\b|(?:include|template|tpl|toYaml|required|lookup)\s|\/\*)/;

/** A template of a chart: it lies where these lie and has an expression which only Helm understands. */
export function isHelmTemplate(path: string, text: string): boolean {
  return isInTemplates(path) && helmExpression.test(text);
}

const statement = /\{\{-?\s*(?:if|else|end|range|with|define|include|template)\b|\{%-?\s*[a-z]+/;

/**
 * Whether a text which cannot be read as it is becomes readable when its template expressions are filled in, or has
 * statements of a template language. That it has braces at all says nothing: alert rules and shell scripts have them.
 */
export function needsTemplating(text: string): boolean {
  if (!text.includes('{{') && !text.includes('{%')) return false;
  return statement.test(text) || readYaml(maskExpressions(text)).type === 'Value';
}

function maskExpressions(text: string): string {
  const withoutStatements = text
    .split('\n')
    .map((line) => (isExpressionLine(line.trim()) ? '' : line))
    .join('\n');
  let masked = '';
  let from = 0;
  for (;;) {
    const open = withoutStatements.indexOf('{{', from);
    const close = open < 0 ? -1 : withoutStatements.indexOf('}}', open);
    if (close < 0) return masked + withoutStatements.slice(from);
    masked += `${withoutStatements.slice(from, open)}x`;
    from = close + 2;
  }
}

function isExpressionLine(line: string): boolean {
  return (line.startsWith('{{') && line.endsWith('}}')) || (line.startsWith('{%') && line.endsWith('%}'));
}
