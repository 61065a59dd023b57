import { applyDecorators, Param, ParseUUIDPipe, type Type } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { NotFound } from '@pitlane/kernel';

/** The view that a route answers with, for the OpenAPI document. */
export function Answers(
  view: Type,
  { status = 200, list = false }: { status?: number; list?: boolean } = {},
): MethodDecorator {
  return applyDecorators(ApiResponse({ status, type: view, isArray: list }));
}

/** An id in the path. What is no UUID is simply not there: 404, as for an id of another store. */
export const Id = (name = 'id'): ParameterDecorator =>
  Param(name, new ParseUUIDPipe({ exceptionFactory: () => new NotFound('resource', 'with this id') }));
