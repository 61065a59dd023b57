import { Event, IntegrationEvent } from '../event.js';
import { Flag, Instant, Integer, Text, Uuid } from '../fields.js';

/** A parts book was taken over from a file, to its last row (INT-6). Each part and delivery that it made speaks for itself. */
@Event('parts.parts-import.finished', 1)
export class PartsImportFinished extends IntegrationEvent {
  @Uuid() importId!: string;
  @Text(200) fileName!: string;
  /** Nothing was taken over: the rows were only looked at. */
  @Flag() isDryRun!: boolean;
  /** Rows of the file without its header. */
  @Integer() rows!: number;
  @Integer() partsListed!: number;
  @Integer() lotsBooked!: number;
  /** Their part is in the catalogue and has or had stock, or they bring none. */
  @Integer() rowsUnchanged!: number;
  @Integer() rowsBad!: number;
  @Instant() finishedAt!: string;
}
