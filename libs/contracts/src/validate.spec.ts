import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type CloudEvent, Envelope, InvalidEvent, IssuedLine, LotQuantity, parseEvent, PartsIssued,
} from './index.js'; // prettier-ignore

const samples = resolve(import.meta.dirname, '../samples');
const sampleText = (name: string): string => readFileSync(`${samples}/${name}`, 'utf8');

/** A golden sample with one place changed; undefined takes the property away. */
function changed(path: string, value: unknown): string {
  const event = JSON.parse(sampleText('parts.issue.issued.v1.json')) as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const parent = keys.reduce((at, key) => at[key] as Record<string, unknown>, event);
  parent[last] = value;
  return JSON.stringify(event);
}

function refusalOf(raw: string | Uint8Array): InvalidEvent {
  try {
    parseEvent(raw);
  } catch (error) {
    if (error instanceof InvalidEvent) return error;
    throw error;
  }
  throw new Error('the event was accepted');
}

describe('golden samples', () => {
  it.each(readdirSync(samples))('%s is read as its event, with all its properties', (name) => {
    const sample = JSON.parse(sampleText(name)) as CloudEvent;
    const { envelope, event } = parseEvent(sampleText(name));
    expect(JSON.parse(JSON.stringify({ ...envelope, data: event }))).toEqual(sample);
  });
});

describe('an event', () => {
  it('comes as instances of its classes, at any depth', () => {
    const { envelope, event } = parseEvent(Buffer.from(sampleText('parts.issue.issued.v1.json')));
    expect(envelope).toBeInstanceOf(Envelope);
    expect(event).toBeInstanceOf(PartsIssued);
    const [line] = (event as PartsIssued).lines;
    expect(line).toBeInstanceOf(IssuedLine);
    expect(line?.lots[0]).toBeInstanceOf(LotQuantity);
  });

  it('may hold properties that this version does not know; they are left out', () => {
    const { event } = parseEvent(changed('data.lines.0.colour', 'red'));
    expect((event as PartsIssued).lines[0]).not.toHaveProperty('colour');
  });

  it.each(['constructor', '__proto__', 'toString'])('is not disturbed by a property called %s', (key) => {
    const text = sampleText('parts.issue.issued.v1.json');
    const { event } = parseEvent(text.replace('"data": {', `"data": { "${key}": { "polluted": true },`));
    expect(event).toBeInstanceOf(PartsIssued);
    expect(Object.keys(event)).toEqual(['issueId', 'repairOrderId', 'receivedBy', 'lines', 'issuedAt']);
  });

  it('is read though its text is blank: that is asked of requests alone', () => {
    const sample = JSON.parse(sampleText('appointments.appointment.cancelled.v1.json')) as CloudEvent;
    const said = { ...sample, data: { ...sample.data, reason: '  ' } };
    expect(parseEvent(JSON.stringify(said)).event).toMatchObject({ reason: '  ' });
  });

  it('may hold unknown properties of any depth', () => {
    const deep = '['.repeat(60_000) + ']'.repeat(60_000);
    const text = sampleText('parts.issue.issued.v1.json');
    expect(parseEvent(text.replace('"data": {', `"data": { "deep": ${deep},`)).event).toBeInstanceOf(PartsIssued);
  });
});

describe('what is no event', () => {
  it.each([
    ['text that is not JSON', '{', 'not_json'],
    ['bytes that are not UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 'not_json'],
    ['JSON that is not an object', '[]', 'invalid_envelope'],
    ['an envelope without an id', changed('id', undefined), 'invalid_envelope'],
    ['another version of CloudEvents', changed('specversion', '0.3'), 'invalid_envelope'],
    ['an aggregate version in quotes', changed('aggregateversion', '1'), 'invalid_envelope'],
    ['an event of another major version', changed('type', 'parts.issue.issued.v2'), 'unsupported_version'],
    ['an event that was never declared', changed('type', 'parts.issue.burnt.v1'), 'unknown_type'],
    ['no data', changed('data', undefined), 'invalid_data'],
    ['data that is a list', changed('data', []), 'invalid_data'],
    ['a missing property', changed('data.receivedBy', undefined), 'invalid_data'],
    ['null where something is expected', changed('data.receivedBy', null), 'invalid_data'],
    ['an object where a list is expected', changed('data.lines', {}), 'invalid_data'],
    ['a list where an object is expected', changed('data.lines.0', []), 'invalid_data'],
    ['an empty list where an item is required', changed('data.lines.0.lots', []), 'invalid_data'],
    ['a quantity in quotes', changed('data.lines.0.quantityThousandths', '4500'), 'invalid_data'],
    ['a fraction of a fen', changed('data.lines.0.costFen', 0.5), 'invalid_data'],
    ['a number out of range', changed('data.lines.0.lots.0.quantityThousandths', 0), 'invalid_data'],
    ['an instant that does not exist', changed('data.issuedAt', '2026-02-30T00:00:00Z'), 'invalid_data'],
    ['half a character', changed('data.lines.0.lots.0.supplier', '\ud800'), 'invalid_data'],
  ])('is refused: %s', (_what, raw, reasonCode) => {
    expect(refusalOf(raw).reasonCode).toBe(reasonCode);
  });

  it('is refused for a word outside a closed set', () => {
    const text = sampleText('crm.customer.registered.v1.json').replace('"person"', '"robot"');
    expect(refusalOf(text)).toMatchObject({ reasonCode: 'invalid_data', detail: expect.stringContaining('kind') });
  });

  it('is refused with the place at fault, and without what it held', () => {
    const { detail } = refusalOf(changed('data.lines.0.lots.0.supplier', `secret ${'x'.repeat(200)}`));
    expect(detail).toContain('lines.0.lots.0.supplier');
    expect(detail).not.toContain('secret');
  });

  it('keeps an envelope that is in order, so that versions can be counted', () => {
    expect(refusalOf(changed('type', 'parts.issue.burnt.v1')).envelope).toMatchObject({ aggregateversion: 1 });
    expect(refusalOf(changed('data.receivedBy', 7)).envelope).toMatchObject({ aggregateversion: 1 });
    expect(refusalOf(changed('id', 'none')).envelope).toBeUndefined();
  });
});
