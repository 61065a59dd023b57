import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { OpenApi, Operation } from './schema.js';

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly retryAfter: string | null;
}

/** Words of our inside that no client may read. */
const LEAKS = [
  /\n\s+at .+\.js:\d+/,
  /node_modules/,
  /\b(SELECT|INSERT INTO|UPDATE) .+ (FROM|VALUES|SET)\b/,
  /QueryFailedError/,
  /\/dist\//,
];

/** Judges answers by the service's own OpenAPI document. */
export class Answers {
  private readonly ajv = new Ajv2020({ strict: false, validateFormats: false });
  private readonly validators = new Map<string, ValidateFunction>();

  constructor({ components }: OpenApi) {
    this.ajv.addSchema({ $id: 'openapi', components });
  }

  /** What is wrong with an answer; undefined when it is a success or a problem as documented. */
  faultOf(operation: Operation, answer: Answer): string | undefined {
    const { status, text } = answer;
    const leak = LEAKS.find((pattern) => pattern.test(text));
    if (leak && status >= 400) return `tells of its inside: ${leak.source}`;
    if (status === 503 && answer.retryAfter !== null) return undefined;
    if (status >= 500) return `status ${status}`;
    return status >= 400 ? this.problemFault(answer) : this.successFault(operation, answer);
  }

  private successFault({ method, path, answers }: Operation, { status, type, text }: Answer): string | undefined {
    if (!(String(status) in answers)) return `status ${status} is not documented`;
    const content = answers[String(status)];
    if (!content) return undefined;
    const mediaType = type.split(';')[0] ?? '';
    const documented = content[mediaType];
    if (!documented) return `${mediaType || 'no type'} is not documented`;
    if (mediaType !== 'application/json') return undefined;
    return this.schemaFault(`${method} ${path} ${status}`, documented.schema ?? {}, JSON.parse(text));
  }

  private problemFault({ status, type, text }: Answer): string | undefined {
    if (!type.startsWith('application/problem+json')) return `status ${status} with ${type || 'no type'}`;
    const problem = JSON.parse(text) as { status?: unknown };
    const fault = this.schemaFault('problem', { $ref: '#/components/schemas/Problem' }, problem);
    return fault ?? (problem.status === status ? undefined : 'a problem of another status');
  }

  private schemaFault(key: string, schema: object, value: unknown): string | undefined {
    const validate = this.validators.get(key) ?? this.compile(schema);
    this.validators.set(key, validate);
    return validate(value) ? undefined : `not as documented: ${this.ajv.errorsText(validate.errors)}`;
  }

  private compile(schema: object): ValidateFunction {
    return this.ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"openapi#/')) as object);
  }
}
