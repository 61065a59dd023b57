import { Injectable } from '@nestjs/common';
import { localTime } from '@pitlane/kernel';
import {
  actingStore,
  Clock,
  Database,
  Log,
  oneByOne,
  type Page,
  type PageQuery,
  Stores,
  type Tx,
  violatedConstraint,
} from '@pitlane/platform';
import { Bay } from '../bays/bay.entity.js';
import { type Check, Equipment, type EquipmentFacts, type EquipmentStatus, OUT_OF_ORDER } from './equipment.entity.js';
import { EquipmentNameTaken } from './equipment.errors.js';
import { isOutOfOrder, overdueIds } from './equipment.queries.js';

/** Equipment and its checks (WKS-17). The bay is locked first, then its equipment: of two that change at once the second sees the first. */
@Injectable()
export class EquipmentService {
  constructor(
    private readonly db: Database,
    private readonly stores: Stores,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** @throws NotFound of the bay | EquipmentNameTaken | CheckedInTheFuture */
  async register(id: string, facts: EquipmentFacts & { checkedOn: string }, by: string): Promise<Equipment> {
    const { checkedOn, ...own } = facts;
    const check = { on: checkedOn, by, passed: true, remarks: null, today: this.today() };
    try {
      return await this.db.transaction(async (tx) => {
        const bay = own.bayId === null ? undefined : await tx.lock(Bay, own.bayId);
        return saveWithBay(tx, bay, Equipment.register(id, actingStore(tx.scope), own, check));
      });
    } catch (error) {
      if (violatedConstraint(error) === 'equipment_name') throw new EquipmentNameTaken(own.name);
      throw error;
    }
  }

  /** @throws NotFound | EquipmentRetired */
  check(id: string, check: Omit<Check, 'on'>): Promise<Equipment> {
    return this.db.transaction(async (tx) => {
      const { bay, equipment } = await lockWithBay(tx, id);
      equipment.check({ ...check, on: this.today() });
      return saveWithBay(tx, bay, equipment);
    });
  }

  /** @throws NotFound | EquipmentRetired */
  retire(id: string): Promise<Equipment> {
    return this.db.transaction(async (tx) => {
      const { bay, equipment } = await lockWithBay(tx, id);
      equipment.retire();
      return saveWithBay(tx, bay, equipment);
    });
  }

  /** Calls overdue what was not checked in time, each in a transaction of its own: its bay takes no more cars. */
  async noteOverdue(): Promise<void> {
    const today = this.today();
    const due = await this.db.read((tx) => overdueIds(tx, today));
    await oneByOne(due, this.log, (id) =>
      this.db.transaction(async (tx) => {
        const { bay, equipment } = await lockWithBay(tx, id);
        if (equipment.becomeOverdue(today)) await saveWithBay(tx, bay, equipment);
      }),
    );
  }

  /** Newest first. */
  page(filter: { status?: EquipmentStatus; bayId?: string }, page: PageQuery): Promise<Page<Equipment>> {
    return this.db.read((tx) => tx.page(Equipment, { storeId: actingStore(), ...filter }, page));
  }

  /** Local day of the acting store. */
  private today(): string {
    return localTime(this.clock.now(), this.stores.get(actingStore()).zone).date;
  }
}

async function lockWithBay(tx: Tx, id: string): Promise<{ bay: Bay | undefined; equipment: Equipment }> {
  const { bayId } = await tx.get(Equipment, id);
  const bay = bayId === null ? undefined : await tx.lock(Bay, bayId);
  return { bay, equipment: await tx.lock(Equipment, id) };
}

/** Saves the equipment, and whether its bay can be used with it. */
async function saveWithBay(tx: Tx, bay: Bay | undefined, equipment: Equipment): Promise<Equipment> {
  if (bay) {
    const isOut = OUT_OF_ORDER.includes(equipment.status) || (await isOutOfOrder(tx, bay.id, equipment.id));
    const changed = bay.noteEquipment(isOut);
    if (changed) await tx.save(bay, changed);
  }
  return tx.save(equipment);
}
