import type { TestService } from '@pitlane/testing';
import type { VisitLinkView } from './visit.dto.js';

export interface OpenAnswer {
  readonly status: number;
  readonly text: string;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
}

/** Asks as anyone does who has no token: GET, or POST where there is a body. */
export async function askOpenly(url: string, body?: object, headers: Record<string, string> = {}): Promise<OpenAnswer> {
  const command = { method: 'POST', body: JSON.stringify(body) };
  const response = await fetch(url, {
    ...(body !== undefined && command),
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  const answer = isJson ? (JSON.parse(text) as Record<string, unknown>) : {};
  return { status: response.status, headers: response.headers, text, body: answer };
}

/** The whole address of a visit's link without `/page`, as an advisor reads it off to the customer. */
export async function linkOf(service: TestService, appointmentId: string): Promise<string> {
  const path = `/v1/appointments/${appointmentId}/link`;
  const { body } = await service.as('service-advisor').get<VisitLinkView>(path);
  return `${await service.url}${body.path.replace(/\/page$/, '')}`;
}
