import type { INestApplication } from '@nestjs/common';
import { ApiProperty, DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { declaredShapes, type Field, fieldsOf } from '@pitlane/contracts';

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
  return SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller, method) => `${controller}.${method}`,
  });
}
