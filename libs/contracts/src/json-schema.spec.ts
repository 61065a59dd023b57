import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type CloudEvent, Envelope, eventCatalogue, fieldsOf, findEventType, Integer, jsonSchemaOf, ListOf, Nested, nestedShapes,
  objectSchema, OneOf, Text, TextList,
} from './index.js'; // prettier-ignore

const samplesFolder = resolve(import.meta.dirname, '../samples');
const samples = readdirSync(samplesFolder).map((file): [string, CloudEvent] => {
  return [file, JSON.parse(readFileSync(`${samplesFolder}/${file}`, 'utf8')) as CloudEvent];
});

function validator(shape: abstract new () => object): ValidateFunction {
  const ajv = new Ajv2020({ strict: true });
  formats.default(ajv);
  return ajv.compile(jsonSchemaOf(shape));
}

class Wheel {
  @Text(10) position!: string;
  @Integer({ min: 1, description: 'In tenths of a millimetre.' }) treadDepth!: number;
}

class Car {
  @Nested(() => Wheel) spare!: Wheel;
  @ListOf(() => Wheel, { min: 4, max: 4 }) wheels!: Wheel[];
  @OneOf(['red', 'blue'], { nullable: true }) colour!: string | null;
  @TextList({ optional: true, max: 3 }) notes?: string[];
}

describe('the JSON Schema of a shape', () => {
  const wheel = { position: 'front', treadDepth: 70 };
  const car = { spare: wheel, wheels: [wheel, wheel, wheel, wheel], colour: null };
  const valid = validator(Car);

  it('accepts what the shape allows, further properties among them', () => {
    expect(valid(car)).toBe(true);
    expect(valid({ ...car, colour: 'red', notes: ['new'], later: 1 })).toBe(true);
  });

  it.each([
    ['a missing property', { spare: wheel, wheels: car.wheels }],
    ['a list that is too short', { ...car, wheels: [wheel] }],
    ['a nested number out of range', { ...car, spare: { ...wheel, treadDepth: 0 } }],
    ['a word outside the closed set', { ...car, colour: 'green' }],
    ['null where it is not allowed', { ...car, notes: null }],
  ])('refuses %s', (_what, value) => {
    expect(valid(value)).toBe(false);
  });

  it('describes each nested shape once, and says what is said about it', () => {
    const schema = jsonSchemaOf(Car, (shape, key) => (key === 'wheels' ? `Wheels of the ${shape.name}.` : undefined));
    expect(schema).toMatchObject({
      title: 'Car',
      properties: { wheels: { description: 'Wheels of the Car.', items: { $ref: '#/$defs/Wheel' } } },
      required: ['spare', 'wheels', 'colour'],
      $defs: { Wheel: { properties: { treadDepth: { description: 'In tenths of a millimetre.' } } } },
    });
  });

  it('points to nested shapes as the document wants it', () => {
    const schema = objectSchema(Car, ({ name }) => `#/components/schemas/${name}`);
    expect(schema).toMatchObject({ properties: { spare: { $ref: '#/components/schemas/Wheel' } } });
  });

  it('is refused when two nested shapes share a name', () => {
    const namesake = (() => {
      class Wheel {
        @Text(10) colour!: string;
      }
      return Wheel;
    })();
    class Garage {
      @Nested(() => Wheel) one!: object;
      @Nested(() => namesake) other!: object;
    }
    expect(() => nestedShapes(Garage)).toThrow('two shapes nested in Garage are called Wheel');
  });
});

describe('golden samples', () => {
  it('are there for every event', () => {
    const sampled = new Set(samples.map(([, { type }]) => type));
    expect(eventCatalogue().filter(({ type }) => !sampled.has(type))).toEqual([]);
  });

  it.each(samples)('%s keeps to the schema of the envelope and of its event', (_file, { data, ...envelope }) => {
    const ofEnvelope = validator(Envelope);
    expect([ofEnvelope(envelope), ofEnvelope.errors]).toEqual([true, null]);

    const ofData = validator(findEventType(envelope.type)?.eventClass ?? Envelope);
    expect([ofData(data), ofData.errors]).toEqual([true, null]);
  });

  it.each(eventCatalogue())('of $type hold every property of it', ({ type, eventClass }) => {
    const sampled = new Set(
      samples.filter(([, sample]) => sample.type === type).flatMap(([, { data }]) => Object.keys(data)),
    );
    expect(fieldsOf(eventClass).filter(({ key }) => !sampled.has(key))).toEqual([]);
  });
});
