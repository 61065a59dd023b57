import {
  isSame,
  type OdometerMark,
  type ReadingRefusal,
  refusalOf,
  type SentReading,
  type VehicleReading,
} from './reading.js';

/** What is known before a batch is looked at. */
export interface Before {
  /** Ids of the store's cars, by VIN. */
  readonly vehicleIds: ReadonlyMap<string, string>;
  /** Readings of the same source with the message ids of the batch. */
  readonly kept: readonly VehicleReading[];
  /** What the cars' odometers showed next before and after each row. */
  readonly marks: readonly OdometerMark[];
  readonly now: Date;
}

export interface RefusedRow {
  /** Place in the batch, from 0. */
  readonly index: number;
  readonly messageId: string;
  readonly refusal: ReadingRefusal;
}

export interface Judged {
  /** New readings, in the order of the batch. */
  readonly taken: VehicleReading[];
  /** Rows that came before, word for word: nothing is left to do for them. */
  readonly repeated: number;
  readonly refused: RefusedRow[];
}

/** Each row alone is taken or refused, as if it came after those before it. */
export function judge(rows: readonly SentReading[], { vehicleIds, kept, marks, now }: Before): Judged {
  const byMessage = new Map(kept.map((reading) => [reading.messageId, reading]));
  const seen = [...marks];
  const taken: VehicleReading[] = [];

  const decide = ({ vin, ...rest }: SentReading): ReadingRefusal | undefined => {
    const vehicleId = vehicleIds.get(vin);
    if (vehicleId === undefined) return 'APPOINTMENTS.VIN_NOT_KNOWN';
    const reading = { ...rest, vehicleId };
    const before = byMessage.get(reading.messageId);
    if (before) return isSame(before, reading) ? undefined : 'APPOINTMENTS.MESSAGE_ID_REUSED';
    const itsOwn = seen.filter((mark) => mark.vehicleId === vehicleId);
    const refusal = refusalOf(reading, itsOwn, now);
    if (refusal) return refusal;
    byMessage.set(reading.messageId, reading);
    seen.push(reading);
    taken.push(reading);
    return undefined;
  };

  const refused = rows.flatMap((row, index) => {
    const refusal = decide(row);
    return refusal ? [{ index, messageId: row.messageId, refusal }] : [];
  });
  return { taken, repeated: rows.length - taken.length - refused.length, refused };
}
