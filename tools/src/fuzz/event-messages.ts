import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type CloudEvent, findEventType, type ServiceName, subjectOf } from '@pitlane/contracts';
import fc from 'fast-check';
import { uuidv7 } from 'uuidv7';
import type { Schema } from './schema.js';
import { allowedBy, brokenBytes, KnownIds, spoiled } from './values.js';

/** A message as it is published. */
export interface Message {
  readonly subject: string;
  readonly bytes: Uint8Array;
  /** Hex; what the consumers keep of it. */
  readonly sha256: string;
}

const contracts = resolve(import.meta.dirname, '../../../libs/contracts');

interface Kind {
  readonly sample: CloudEvent;
  readonly data: fc.Arbitrary<unknown>;
}

/** Messages of one service: events as its schemas allow them, in runs of one aggregate, and spoiled ones. */
export class EventMessages {
  private readonly kinds: readonly Kind[];

  constructor(private readonly service: ServiceName) {
    const files = readdirSync(join(contracts, 'samples')).filter((file) => file.startsWith(`${service}.`));
    this.kinds = files.map((file) => {
      const schema = JSON.parse(readFileSync(join(contracts, 'schemas', file), 'utf8')) as Schema;
      const sample = JSON.parse(readFileSync(join(contracts, 'samples', file), 'utf8')) as CloudEvent;
      return { sample, data: allowedBy(schema, schema.$defs ?? {}, new KnownIds()) };
    });
  }

  /** As many as asked for, and the rest of the last run, in the order in which they are sent: some twice, some before their turn. */
  sample(count: number, seed: number): Message[] {
    const messages: Message[] = [];
    for (let round = 0; messages.length < count; round += 1) {
      for (const group of fc.sample(this.group(), { numRuns: Math.min(count, 100), seed: seed + round })) {
        if (messages.length < count) messages.push(...group);
      }
    }
    return messages;
  }

  private group(): fc.Arbitrary<Message[]> {
    return fc.constantFrom(...this.kinds).chain((kind) =>
      fc.oneof(
        { arbitrary: this.run(kind), weight: 6 },
        {
          arbitrary: spoiled(kind.data).map((data) => [
            this.message({ ...fresh(kind.sample, 1), data: data as CloudEvent['data'] }),
          ]),
          weight: 2,
        },
        { arbitrary: this.spoiledEnvelope(kind), weight: 1 },
        { arbitrary: this.broken(kind), weight: 2 },
        {
          arbitrary: kind.data.map((data) =>
            this.elsewhere({ ...fresh(kind.sample, 1), data: data as CloudEvent['data'] }),
          ),
          weight: 1,
        },
      ),
    );
  }

  /** Versions 1 … n of one aggregate, shuffled, some of them twice. */
  private run({ sample, data }: Kind): fc.Arbitrary<Message[]> {
    const aggregate = fresh(sample, 1);
    return fc
      .array(data, { minLength: 1, maxLength: 3 })
      .map((all) =>
        all.map((each, index) =>
          this.message({
            ...aggregate,
            id: uuidv7(),
            aggregateid: aggregate.id,
            subject: aggregate.id,
            aggregateversion: index + 1,
            data: each as CloudEvent['data'],
          }),
        ),
      )
      .chain((messages) =>
        fc.shuffledSubarray([...messages, ...messages.slice(0, 1)], { minLength: messages.length + 1 }),
      );
  }

  private spoiledEnvelope({ sample, data }: Kind): fc.Arbitrary<Message[]> {
    const { subject } = this.message(fresh(sample, 1));
    const envelope = data.map((each) => ({ ...fresh(sample, 1), data: each }));
    return spoiled(envelope).map((value) => [messageOf(subject, Buffer.from(JSON.stringify(value)))]);
  }

  private broken({ sample, data }: Kind): fc.Arbitrary<Message[]> {
    const { subject } = this.message(fresh(sample, 1));
    const text = data.map((each) => JSON.stringify({ ...fresh(sample, 1), data: each }));
    return brokenBytes(text).map((bytes) => [messageOf(subject, bytes)]);
  }

  /** Under the subject of another store. */
  private elsewhere(event: CloudEvent): Message[] {
    const { subject, bytes } = this.message(event);
    return [messageOf(subject.replace('.SH001.', '.BJ001.'), bytes)];
  }

  private message(event: CloudEvent): Message {
    const type = findEventType(event.type);
    if (!type) throw new Error(`${this.service} has no event ${event.type}.`);
    return messageOf(subjectOf(type, event.storeid), Buffer.from(JSON.stringify(event)));
  }
}

const messageOf = (subject: string, bytes: Uint8Array): Message => ({
  subject,
  bytes,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

/** The sample with an id, and as the first event of an aggregate, that nobody has seen. */
function fresh(sample: CloudEvent, version: number): CloudEvent {
  const aggregateid = uuidv7();
  return { ...sample, id: uuidv7(), storeid: 'SH001', aggregateid, subject: aggregateid, aggregateversion: version };
}
