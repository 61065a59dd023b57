import { Injectable } from '@nestjs/common';
import { Database, type Tx, violatedConstraint } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { BookingProposalsService } from '../booking-proposals/booking-proposals.service.js';
import { lockByVin } from '../known-vehicles/known-vehicles.queries.js';
import { type Judged, judge } from './judged.js';
import type { SentReading, VehicleReading } from './reading.js';
import { MessageTakenMeanwhile } from './vehicle-reading.errors.js';
import { keepFaults, keepReadings, keptReadings, marksAround } from './vehicle-readings.queries.js';

/** Who sends readings, and when they came. */
export interface Sending {
  /** Staff id of the integration. */
  readonly source: string;
  readonly receivedAt: Date;
}

@Injectable()
export class VehicleReadingsService {
  constructor(
    private readonly db: Database,
    private readonly proposals: BookingProposalsService,
  ) {}

  /**
   * Takes in what cars or their makers told, row by row, and looks at what it leads to (APT-16). A refused row leaves nothing
   * behind: it may come again when what stood against it is gone.
   * @throws MessageTakenMeanwhile when the same source sends one message for two cars at once
   */
  takeIn(rows: readonly SentReading[], sending: Sending): Promise<Judged> {
    return this.db.transaction(async (tx) => {
      const judged = await judgeIn(tx, rows, sending);
      const { taken } = judged;
      if (taken.length === 0) return judged;
      await keep(tx, taken, sending);
      await keepFaults(tx, taken);
      const vehicleIds = [...new Set(taken.map(({ vehicleId }) => vehicleId))];
      await this.proposals.review(tx, vehicleIds, sending.receivedAt);
      return judged;
    });
  }
}

/** With the locks of the cars: who sends the same at the same time waits, and finds it there. */
async function judgeIn(tx: Tx, rows: readonly SentReading[], { source, receivedAt }: Sending): Promise<Judged> {
  const vehicleIds = await lockByVin(tx, [...new Set(rows.map(({ vin }) => vin))]);
  const wanted = rows.flatMap(({ vin, measuredAt }) => {
    const vehicleId = vehicleIds.get(vin);
    return vehicleId === undefined ? [] : [{ vehicleId, measuredAt }];
  });
  const messageIds = rows.map(({ messageId }) => messageId);
  const [kept, marks] = await Promise.all([keptReadings(tx, source, messageIds), marksAround(tx, wanted)]);
  return judge(rows, { vehicleIds, kept, marks, now: receivedAt });
}

function keep(tx: Tx, taken: readonly VehicleReading[], sending: Sending): Promise<void> {
  const readings = taken.map((reading) => ({ ...reading, id: uuidv7() }));
  return keepReadings(tx, readings, sending).catch((error: unknown) => {
    throw violatedConstraint(error) === 'vehicle_reading_message_once' ? new MessageTakenMeanwhile() : error;
  });
}
