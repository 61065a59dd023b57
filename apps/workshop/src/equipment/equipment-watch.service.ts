import { Injectable } from '@nestjs/common';
import { Clock, Database, Every, SystemScope } from '@pitlane/platform';
import { storesWithDue } from './equipment.queries.js';
import { EquipmentService } from './equipment.service.js';

/** Takes bays off the calendar whose equipment was not checked in time (WKS-17). */
@Injectable()
export class EquipmentWatch {
  constructor(
    private readonly db: Database,
    private readonly system: SystemScope,
    private readonly clock: Clock,
    private readonly equipment: EquipmentService,
  ) {}

  @Every(60_000)
  async run(): Promise<void> {
    const due = () => this.db.read((tx) => storesWithDue(tx, this.clock.now()));
    await this.system.inStoresWith(due, () => this.equipment.noteOverdue());
  }
}
