import { jsonSchemaOf, type JsonSchema, PartsIssued } from '@pitlane/contracts';
import { breakingChanges, lostSamples } from './compatibility.js';

const schema: JsonSchema = {
  title: 'PartsIssued',
  type: 'object',
  properties: {
    issueId: { type: 'string', format: 'uuid' },
    receivedBy: { type: 'string', maxLength: 64, pattern: '^[a-z]+$' },
    note: { type: 'string' },
    shelf: { anyOf: [{ type: 'string' }, { type: 'null' }] },
    lines: { type: 'array', minItems: 1, items: { $ref: '#/$defs/Line' } },
  },
  required: ['issueId', 'receivedBy', 'lines'],
  $defs: {
    Line: {
      type: 'object',
      properties: {
        quantity: { type: 'integer', minimum: 1 },
        payType: { type: 'string', enum: ['customer', 'warranty'] },
      },
      required: ['quantity'],
    },
  },
};

/** The schema with one place changed, such as `properties.note`; undefined takes it away. */
function changed(path: string, value: unknown): JsonSchema {
  const copy = structuredClone(schema) as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const parent = keys.reduce((at, key) => at[key] as Record<string, unknown>, copy);
  parent[last] = value;
  return JSON.parse(JSON.stringify(copy)) as JsonSchema;
}

const compare = (now: JsonSchema, before = schema): string[] =>
  breakingChanges(new Map([['event.v1.json', before]]), new Map([['event.v1.json', now]]));

describe('a published contract', () => {
  it.each([
    ['a property goes', 'properties.note', undefined, 'note: removed'],
    ['a property changes its type', 'properties.note', { type: 'integer' }, 'note: retyped from string to integer'],
    ['a list becomes text', 'properties.lines', { type: 'string' }, 'lines: retyped from array to string'],
    ['an optional property is required', 'required', ['issueId', 'receivedBy', 'lines', 'note'], 'note: narrowed, now required'],
    ['a required property may be missing', 'required', ['issueId', 'lines'], 'receivedBy: widened, no longer required'],
    ['a limit is narrowed', 'properties.receivedBy.maxLength', 40, 'receivedBy: narrowed, maxLength 64 became 40'],
    ['a limit is widened', 'properties.receivedBy.maxLength', 80, 'receivedBy: widened, maxLength 64 became 80'],
    ['a limit is set', 'properties.note.maxLength', 40, 'note: narrowed, maxLength (none) became 40'],
    ['a pattern changes', 'properties.receivedBy.pattern', '^[A-Z]+$', 'receivedBy: pattern "^[a-z]+$" became "^[A-Z]+$"'],
    ['a format changes', 'properties.issueId.format', 'uri', 'issueId: format "uuid" became "uri"'],
    ['null is no longer allowed', 'properties.shelf', { type: 'string' }, 'shelf: narrowed, nullable true became (none)'],
    ['null is allowed', 'properties.note', { anyOf: [{ type: 'string' }, { type: 'null' }] }, 'note: widened, nullable (none) became true'],
    ['a list must be longer', 'properties.lines.minItems', 2, 'lines: narrowed, minItems 1 became 2'],
    ['a nested limit is narrowed', '$defs.Line.properties.quantity.minimum', 5, 'lines[].quantity: narrowed, minimum 1 became 5'],
    ['a word goes from a closed set', '$defs.Line.properties.payType.enum', ['customer'], 'lines[].payType: narrowed, no longer warranty'],
    ['a word comes to a closed set', '$defs.Line.properties.payType.enum', ['customer', 'warranty', 'goodwill'], 'lines[].payType: widened, now also goodwill'],
  ])('is broken when %s', (_what, path, value, change) => {
    expect(compare(changed(path, value))).toEqual([`event.v1.${change}`]);
  }); // prettier-ignore

  it('is broken when a new property is required', () => {
    const now = {
      ...changed('properties.kind', { type: 'string' }),
      required: ['issueId', 'receivedBy', 'lines', 'kind'],
    };
    expect(compare(now)).toEqual(['event.v1.kind: new, and required']);
  });

  it('is broken when the event goes', () => {
    expect(breakingChanges(new Map([['event.v1.json', schema]]), new Map())).toEqual(['event.v1: removed']);
  });

  it.each([
    ['nothing changes', 'title', 'PartsIssued'],
    ['an optional property comes', 'properties.colour', { type: 'string' }],
    ['an optional property of a nested shape comes', '$defs.Line.properties.shelf', { type: 'string' }],
    ['a description changes', 'properties.note.description', 'What the clerk wrote.'],
    ['the class is renamed', 'title', 'PartsHandedOut'],
    ['required properties stand in another order', 'required', ['lines', 'issueId', 'receivedBy']],
  ])('holds when %s', (_what, path, value) => {
    expect(compare(changed(path, value))).toEqual([]);
  });

  it('holds when a nested class is renamed', () => {
    const now = JSON.parse(JSON.stringify(schema).replaceAll('Line"', 'IssuedLine"')) as JsonSchema;
    expect(compare(now)).toEqual([]);
  });

  it('holds when an event comes', () => {
    expect(breakingChanges(new Map(), new Map([['event.v1.json', schema]]))).toEqual([]);
  });

  it('of a real event is broken when a nested property is renamed', () => {
    const published = jsonSchemaOf(PartsIssued);
    const renamed = JSON.parse(JSON.stringify(published).replaceAll('unitCostFen', 'costPerUnitFen')) as JsonSchema;

    expect(compare(published, published)).toEqual([]);
    expect(compare(renamed, published)).toEqual([
      'event.v1.lines[].lots[].unitCostFen: removed',
      'event.v1.lines[].lots[].costPerUnitFen: new, and required',
    ]);
  });
});

describe('golden samples', () => {
  it('are named when they were changed or removed, and may be added', () => {
    const before = new Map([['a.json', '1'], ['b.json', '2'], ['c.json', '3']]); // prettier-ignore
    const after = new Map([['a.json', '1'], ['b.json', '0'], ['d.json', '4']]); // prettier-ignore
    expect(lostSamples(before, after)).toEqual(['sample b.json: changed', 'sample c.json: removed']);
  });
});
