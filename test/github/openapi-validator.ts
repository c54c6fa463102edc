import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { z } from 'zod';

/** GitHub’s own description of its API, asked about one request and its answer at a time. */
export interface OpenApiValidator {
  /** undefined: GitHub has no such operation, or the extract leaves it out. */
  operation(method: string, path: string): Operation | undefined;
}

export interface Operation {
  readonly method: string;
  /** "/repos/{owner}/{repo}/pulls" */
  readonly template: string;
  readonly documentationUrl: string;
  /** What is wrong with the path and the query; empty is well. */
  addressFaults(query: URLSearchParams): readonly string[];
  /** What is wrong with the body of a request: an unknown name as well, which GitHub would silently ignore. */
  bodyFaults(body: unknown): readonly string[];
  /** What GitHub would never answer. */
  answerFaults(status: number, body: AnswerBody): readonly string[];
}

export type AnswerBody =
  | { readonly type: 'None' }
  | { readonly type: 'Json'; readonly value: unknown }
  | { readonly type: 'Text' };

export function openApiValidator(file = new URL('github-openapi.json', import.meta.url)): OpenApiValidator {
  const document = Document.parse(JSON.parse(readFileSync(file, 'utf8'), withNull));
  const schemas = new Schemas(document);
  const routes = Object.entries(document.paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, described]) => new Route(schemas, method.toUpperCase(), template, described)),
  );
  return {
    operation: (method, path) => {
      const found = routes.filter((route) => route.method === method).map((route) => route.at(path));
      return found.find((operation) => operation !== undefined);
    },
  };
}

/** For GitHub `nullable` adds null to an `enum`; for who reads the standard closely it does not. */
function withNull(_name: string, value: unknown): unknown {
  const isNullable = typeof value === 'object' && value !== null && 'nullable' in value && value.nullable === true;
  return isNullable && 'enum' in value && Array.isArray(value.enum) ? { ...value, enum: [...value.enum, null] } : value;
}

const componentPrefix = '#/components/';

const Reference = z.strictObject({ $ref: z.string().startsWith(componentPrefix) });

const Schema = z.record(z.string(), z.json());

const Parameter = z.object({
  name: z.string(),
  in: z.enum(['path', 'query']),
  required: z.boolean().default(false),
  schema: Schema,
  'x-multi-segment': z.boolean().default(false),
});

const Content = z.record(z.string(), z.object({ schema: Schema }));
const RequestBody = z.object({ required: z.boolean().default(false), content: Content });
const Answer = z.object({ content: Content.optional() });

const Described = z.object({
  externalDocs: z.object({ url: z.string() }),
  parameters: z.array(z.union([Reference, Parameter])).default([]),
  requestBody: RequestBody.optional(),
  responses: z.record(z.string(), z.union([Reference, Answer])),
});

const Document = z.object({
  paths: z.record(z.string(), z.record(z.string(), Described)),
  components: z.object({
    parameters: z.record(z.string(), Parameter),
    responses: z.record(z.string(), Answer),
    schemas: z.record(z.string(), z.json()),
  }),
});

type Reference = z.infer<typeof Reference>;
type Document = z.infer<typeof Document>;
type Described = z.infer<typeof Described>;
type Parameter = z.infer<typeof Parameter>;
type Answer = z.infer<typeof Answer>;
type Content = z.infer<typeof Content>;
type Schema = z.infer<typeof Schema>;

/** GitHub sends these for every operation, and describes them for few. */
const errorStatuses = new Set([401, 403, 404, 429, 500, 502, 503]);

/** Likewise, with more to say: what it cannot take. */
const refusalStatus = 422;

const documentId = 'github';

/** The schemas of the document, compiled when they are first asked for. */
class Schemas {
  readonly document: Document;
  private readonly compiled = new Map<string, ValidateFunction>();
  private readonly ajv = validatorOf({ allErrors: true });
  /** For what is in an address: there all is text. */
  private readonly ofTexts = validatorOf({ allErrors: true, coerceTypes: true });

  constructor(document: Document) {
    this.document = document;
    this.ajv.addSchema({ components: { schemas: document.components.schemas } }, documentId);
  }

  /** `key` is the name under which what is compiled is kept. */
  faults(key: string, schema: Schema, value: unknown): readonly string[] {
    return told(this.validate(key, this.ajv, schema, value));
  }

  textFaults(key: string, schema: Schema, values: ReadonlyMap<string, string>): readonly string[] {
    return told(this.validate(key, this.ofTexts, schema, Object.fromEntries(values)));
  }

  private validate(key: string, ajv: Ajv, schema: Schema, value: unknown): readonly ErrorObject[] {
    const validate = this.compiled.get(key) ?? ajv.compile(withAbsoluteReferences(schema));
    this.compiled.set(key, validate);
    return validate(value) ? [] : (validate.errors ?? []);
  }
}

function validatorOf(options: { readonly allErrors: true; readonly coerceTypes?: true }): Ajv {
  const ajv = new Ajv({ ...options, strict: false });
  addFormats.default(ajv);
  // A date and time, which GitHub writes in more than one way.
  ajv.addFormat('timestamp', true);
  return ajv;
}

/** A schema which is compiled alone does not know the document it was written in. */
function withAbsoluteReferences(schema: Schema): Schema {
  const changed = JSON.stringify(schema).replaceAll(`"${componentPrefix}`, `"${documentId}${componentPrefix}`);
  return Schema.parse(JSON.parse(changed));
}

function told(errors: readonly ErrorObject[]): readonly string[] {
  return errors.map(({ instancePath, message, params }) => {
    const detail: unknown = params['additionalProperty'] ?? params['allowedValues'];
    const place = instancePath === '' ? '' : `${instancePath} `;
    return `${place}${message ?? 'is wrong'}${detail === undefined ? '' : ` (${JSON.stringify(detail)})`}`;
  });
}

class Route {
  readonly method: string;
  private readonly schemas: Schemas;
  private readonly template: string;
  private readonly described: Described;
  private readonly parameters: readonly Parameter[];
  private readonly pattern: RegExp;

  constructor(schemas: Schemas, method: string, template: string, described: Described) {
    this.schemas = schemas;
    this.method = method;
    this.template = template;
    this.described = described;
    const { parameters } = schemas.document.components;
    this.parameters = described.parameters.map((given) => referred(parameters, given));
    this.pattern = patternOf(template, this.parameters);
  }

  at(path: string): Operation | undefined {
    const found = this.pattern.exec(path);
    if (!found) return undefined;
    const inPath = new Map(Object.entries(found.groups ?? {}).map(([name, text]) => [name, decodeURIComponent(text)]));
    return {
      method: this.method,
      template: this.template,
      documentationUrl: this.described.externalDocs.url,
      addressFaults: (query) => [...this.textFaults('path', inPath), ...this.textFaults('query', new Map(query))],
      bodyFaults: (body) => this.bodyFaults(body).map((fault) => `body: ${fault}`),
      answerFaults: (status, body) => this.answerFaults(status, body).map((fault) => `answer ${status}: ${fault}`),
    };
  }

  private textFaults(where: Parameter['in'], values: ReadonlyMap<string, string>): readonly string[] {
    const known = this.parameters.filter((parameter) => parameter.in === where);
    const schema = {
      type: 'object',
      properties: Object.fromEntries(known.map((parameter) => [parameter.name, parameter.schema])),
      required: known.filter(({ required }) => required).map(({ name }) => name),
      additionalProperties: false,
    };
    return this.schemas.textFaults(this.key(where), schema, values).map((fault) => `${where}: ${fault}`);
  }

  private bodyFaults(body: unknown): readonly string[] {
    const { requestBody } = this.described;
    if (!requestBody) return body === undefined ? [] : ['there must be none'];
    if (body === undefined) return requestBody.required ? ['there must be one'] : [];
    const schema = withKnownNamesOnly(firstSchema(requestBody.content));
    return this.schemas.faults(this.key('body'), schema, body);
  }

  private answerFaults(status: number, body: AnswerBody): readonly string[] {
    if (errorStatuses.has(status) && body.type !== 'Json') return [];
    const given = this.described.responses[status] ?? undocumentedAnswer(status);
    if (!given) return ['no such status is described'];
    const { content } = referred(this.schemas.document.components.responses, given);
    if (!content) return body.type === 'None' ? [] : ['there must be no body'];
    if (body.type !== 'Json') return ['the body must be JSON'];
    return this.schemas.faults(this.key(status), firstSchema(content), body.value);
  }

  private key(part: string | number): string {
    return `${this.method} ${this.template} ${part}`;
  }
}

function undocumentedAnswer(status: number): Answer | undefined {
  if (errorStatuses.has(status)) return answerOf('basic-error');
  return status === refusalStatus ? answerOf('validation-error') : undefined;
}

function answerOf(schema: string): Answer {
  return { content: { 'application/json': { schema: { $ref: `${componentPrefix}schemas/${schema}` } } } };
}

/** A name in braces is one segment of a path, or any number of them where the description says so. */
function patternOf(template: string, parameters: readonly Parameter[]): RegExp {
  const isMulti = (name: string) => parameters.some((given) => given.name === name && given['x-multi-segment']);
  const pattern = template.replaceAll(
    /\{(\w+)\}/g,
    (_, name: string) => `(?<${name}>${isMulti(name) ? '.+' : '[^/]+'})`,
  );
  return new RegExp(`^${pattern}$`);
}

function referred<T>(components: Readonly<Record<string, T>>, given: NoInfer<T> | Reference): T {
  if (!isReference(given)) return given;
  const found = components[given.$ref.split('/').at(-1) ?? ''];
  if (found === undefined) throw new Error(`${given.$ref} refers to nothing`);
  return found;
}

function isReference(given: unknown): given is Reference {
  return typeof given === 'object' && given !== null && '$ref' in given;
}

/** Where there are more, the others are what a client must ask for. */
function firstSchema(content: Content): Schema {
  const [first] = Object.values(content);
  if (!first) throw new Error('content of no type');
  return first.schema;
}

/** The description lets any other name pass; who asks with a name that means nothing has made a slip. */
function withKnownNamesOnly(schema: Schema): Schema {
  const inner = Object.entries(schema).map(([key, value]) => {
    const read = Schema.safeParse(value);
    return [key, read.success ? withKnownNamesOnly(read.data) : value] as const;
  });
  const isOpen = schema['type'] === 'object' && 'properties' in schema && !('additionalProperties' in schema);
  return { ...Object.fromEntries(inner), ...(isOpen && { additionalProperties: false }) };
}
