import type { INestApplication } from '@nestjs/common';
import { ApiProperty, DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { declaredShapes, type Field, fieldsOf } from '@pitlane/contracts';
import { ROLES_EXTENSION } from '../auth/allow.js';

let described = false;

/** Tells the OpenAPI generator what the fields' declarations say already. */
function describeShapes(): void {
  if (described) return;
  described = true;
  for (const shape of declaredShapes()) {
    const { prototype } = shape as { prototype: object };
    for (const field of fieldsOf(shape)) ApiProperty(optionsOf(field))(prototype, field.key);
  }
}

function optionsOf(field: Field): Record<string, unknown> {
  const common = { required: field.required, ...(field.nullable && { nullable: true }) };
  const { nested } = field;
  if (!nested) return { ...field.schema, ...common };
  // Swagger knows a lazy type by the function's name, `type`.
  return { ...common, type: () => nested(), isArray: field.list };
}

/** The OpenAPI 3.1 document of a service. */
export function openApiOf(app: INestApplication, service: string): OpenAPIObject {
  describeShapes();
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(`Pitlane ${service}`)
    .setDescription(
      'Commands take an Idempotency-Key; errors are RFC 9457 problem+json with a stable code. ' +
        'Money is integer fen, labor hundredths of an hour, quantities thousandths of the stocking unit, instants ISO 8601 in UTC.',
    )
    .setVersion('1')
    .addBearerAuth()
    .addSecurityRequirements('bearer')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller, method) => `${controller}.${method}`,
  });
  const schemas = { ...document.components?.schemas, Problem: PROBLEM_SCHEMA };
  return { ...document, paths: describedPaths(document.paths), components: { ...document.components, schemas } };
}

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header' as const,
  required: true,
  description: 'The same key with the same request gets the same answer, and has one effect.',
  schema: { type: 'string' as const, minLength: 1, maxLength: 255 },
};
const text = { type: 'string' as const };
const PROBLEM_SCHEMA = {
  type: 'object' as const,
  description: 'RFC 9457; details of a rule stand beside these.',
  required: ['type', 'title', 'status', 'detail', 'instance', 'code'],
  properties: {
    ...{ type: text, title: text, status: { type: 'integer' as const }, detail: text, instance: text },
    code: { ...text, description: 'Stable: programs decide by it.' },
    errors: {
      type: 'array' as const,
      items: { type: 'object' as const, required: ['pointer', 'code'], properties: { pointer: text, code: text } },
    },
    traceId: text,
  },
};
const PROBLEM = {
  description: 'A problem (RFC 9457) with a stable `code`.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** The trade's routes first; each says whom it lets in, and a command what it needs besides its body. */
function describedPaths(paths: OpenAPIObject['paths']): OpenAPIObject['paths'] {
  const ordered = Object.entries(paths).sort(([a], [b]) => Number(b.startsWith('/v1')) - Number(a.startsWith('/v1')));
  for (const [, path] of ordered) {
    for (const method of METHODS) {
      const operation = path[method] as (Operation & { [ROLES_EXTENSION]?: string[] }) | undefined;
      if (operation) describe(operation, operation[ROLES_EXTENSION], method !== 'get');
    }
  }
  return Object.fromEntries(ordered);
}

function describe(operation: Operation, roles: readonly string[] | undefined, isCommand: boolean): void {
  operation.description = roles ? `For ${roles.join(', ')}.` : 'Open to all.';
  operation.responses['default'] = PROBLEM;
  if (!roles) operation.security = [];
  else if (isCommand) operation.parameters = [...(operation.parameters ?? []), IDEMPOTENCY_KEY];
}
