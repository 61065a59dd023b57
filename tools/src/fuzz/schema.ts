/** The parts of JSON Schema that our OpenAPI documents and event schemas use. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  anyOf?: Schema[];
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  $defs?: Record<string, Schema>;
}

export interface Operation {
  readonly method: string;
  /** `/v1/issues/{id}` */
  readonly path: string;
  /** Empty: open to all. */
  readonly roles: readonly string[];
  readonly parameters: readonly { name: string; in: string; required?: boolean; schema?: Schema }[];
  readonly body: Schema | undefined;
  /** Of each success by status: its schema by media type, if it says what it answers with. */
  readonly answers: Readonly<Record<string, Content['content']>>;
}

export interface Content {
  content?: Record<string, { schema?: Schema } | undefined>;
}

export interface OpenApi {
  paths: Record<string, Record<string, RawOperation | undefined>>;
  components: { schemas: Record<string, Schema> };
}

interface RawOperation {
  parameters?: Operation['parameters'];
  requestBody?: Content;
  responses: Record<string, Content>;
  'x-roles'?: string[];
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const JSON_TYPE = 'application/json';

export function operationsOf({ paths }: OpenApi): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    METHODS.flatMap((method) => {
      const raw = methods[method];
      if (!raw) return [];
      const successes = Object.entries(raw.responses).filter(([status]) => status.startsWith('2'));
      return {
        method: method.toUpperCase(),
        path,
        roles: raw['x-roles'] ?? [],
        parameters: raw.parameters ?? [],
        body: raw.requestBody?.content?.[JSON_TYPE]?.schema,
        answers: Object.fromEntries(successes.map(([status, answer]) => [status, answer.content])),
      };
    }),
  );
}
