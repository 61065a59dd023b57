import { renameSync, writeFileSync } from 'node:fs';
import { SERVICES, type ServiceName } from '@pitlane/contracts';
import { HouseClock } from '../../platform/house-clock.js';

/** The house clock of a cluster: each service reads a file of its own, and may go wrong by its own skew. */
export class ClusterClock extends HouseClock {
  private readonly skewMs = new Map<ServiceName, number>();

  constructor(
    file: string,
    private readonly fileOf: (service: ServiceName) => string,
  ) {
    super(file);
    this.spread();
  }

  override moveTo(moment: Date, options?: { backwards?: boolean }): void {
    super.moveTo(moment, options);
    this.spread();
  }

  /** Lets the clock of one service go ahead (or behind, below 0) of the others'. */
  skew(service: ServiceName, aheadMs: number): void {
    this.skewMs.set(service, aheadMs);
    this.spread();
  }

  private spread(): void {
    const offsetMs = this.now().getTime() - Date.now();
    for (const service of SERVICES) {
      const file = this.fileOf(service);
      writeFileSync(`${file}.new`, JSON.stringify({ offsetMs: offsetMs + (this.skewMs.get(service) ?? 0) }));
      renameSync(`${file}.new`, file);
    }
  }
}
