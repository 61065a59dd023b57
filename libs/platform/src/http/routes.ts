import { applyDecorators, Header, Param, ParseUUIDPipe, SetMetadata, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { NotFound } from '@pitlane/kernel';

/** Which property of a route's answer holds the id of the person whom it is about. */
export const ABOUT = 'pitlane:about';

interface Shown {
  status?: number;
  page?: boolean;
  list?: boolean;
  about?: string;
}

/**
 * The view that a route answers with, for the OpenAPI document: one, a page of them, or a short list; with `about`, the property
 * that names the person whom it is about: the service's `AnswerKeeper` keeps a stored answer for them.
 */
export function Answers(view: Type, { status = 200, page = false, list = false, about }: Shown = {}): MethodDecorator {
  if (!page) return applyDecorators(ApiResponse({ status, type: view, isArray: list }), SetMetadata(ABOUT, about));
  const properties = {
    items: { type: 'array' as const, items: { $ref: getSchemaPath(view) } },
    nextCursor: { type: ['string', 'null'] as never, description: 'Null on the last page.' },
  };
  const schema = { type: 'object' as const, required: ['items', 'nextCursor'], properties };
  return applyDecorators(ApiExtraModels(view), ApiResponse({ status, schema }));
}

/** The route answers with a page for people: one document of HTML. */
export const AnswersHtml = (): MethodDecorator =>
  applyDecorators(
    ApiResponse({ status: 200, content: { 'text/html': { schema: { type: 'string' } } } }),
    Header('content-type', 'text/html; charset=utf-8'),
  );

/** The route answers with a file for a spreadsheet. */
export const AnswersCsv = (): MethodDecorator =>
  applyDecorators(
    ApiResponse({ status: 200, content: { 'text/csv': { schema: { type: 'string' } } } }),
    Header('content-type', 'text/csv; charset=utf-8'),
  );

/** The route answers with a calendar (RFC 5545). */
export const AnswersCalendar = (): MethodDecorator =>
  applyDecorators(
    ApiResponse({ status: 200, content: { 'text/calendar': { schema: { type: 'string' } } } }),
    Header('content-type', 'text/calendar; charset=utf-8'),
  );

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The route answers with a workbook. */
export const AnswersXlsx = (): MethodDecorator =>
  applyDecorators(
    ApiResponse({ status: 200, content: { [XLSX]: { schema: { type: 'string', format: 'binary' } } } }),
    Header('content-type', XLSX),
  );

/** An id in the path. What is no UUID is simply not there: 404, as for an id of another store. */
export const Id = (name = 'id'): ParameterDecorator =>
  Param(name, new ParseUUIDPipe({ exceptionFactory: () => new NotFound('resource', 'with this id') }));
