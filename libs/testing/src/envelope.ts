import { createHash, randomUUID } from 'node:crypto';
import { type CloudEvent, eventTypeOf, type IntegrationEvent, schemaUri } from '@pitlane/contracts';

export interface DeliverOptions {
  storeId?: string;
  eventId?: string;
  aggregateId?: string;
  /** Default: the next one of that aggregate. */
  version?: number;
  correlationId?: string;
}

/** An event in the envelope that its publisher would have written; the same to the byte for the same event id. */
export function envelopeOf(
  event: IntegrationEvent,
  {
    storeId = 'SH001',
    eventId,
    aggregateId,
    version,
    correlationId,
  }: DeliverOptions & { aggregateId: string; version: number },
): CloudEvent {
  const type = eventTypeOf(event.constructor);
  return {
    specversion: '1.0',
    id: eventId ?? randomUUID(),
    type: type.type,
    source: `/pitlane/${type.service}`,
    subject: aggregateId,
    time: eventId === undefined ? new Date().toISOString() : '2026-11-21T01:00:00.000Z',
    datacontenttype: 'application/json',
    dataschema: schemaUri(type.type),
    storeid: storeId,
    aggregatetype: type.aggregate,
    aggregateid: aggregateId,
    aggregateversion: version,
    correlationid: correlationId ?? derivedUuid(eventId ?? aggregateId),
    actorrole: 'service-advisor',
    data: { ...event },
  };
}

/** The same for the same text: a repeated delivery is the same to the byte. */
function derivedUuid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
