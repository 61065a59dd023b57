import { Injectable } from '@nestjs/common';
import { actingStore, Database, type Page, type PageQuery } from '@pitlane/platform';
import { LessThanOrEqual } from 'typeorm';
import { Reservation } from '../reservations/reservation.entity.js';
import { ReservationLine } from '../reservations/reservation-line.entity.js';
import { Stock } from '../stock/stock.service.js';
import { type Ending, OldPart, type OldPartFacts, type OldPartStatus } from './old-part.entity.js';
import { NotIssuedToLine } from './old-part.errors.js';

const DAY_MS = 86_400_000;

export type NewOldPart = Pick<OldPartFacts, 'id' | 'lineId' | 'quantityThousandths' | 'shelf' | 'keptBy' | 'keptAt'> & {
  readonly keepDays: number;
};

@Injectable()
export class OldPartsService {
  constructor(
    private readonly db: Database,
    private readonly stock: Stock,
  ) {}

  /** Puts what was taken off the car on its shelf. @throws NotIssuedToLine */
  keep({ keepDays, ...entry }: NewOldPart): Promise<OldPart> {
    return this.db.transaction(async (tx) => {
      const storeId = actingStore(tx.scope);
      const line = await tx.find(ReservationLine, { storeId, id: entry.lineId });
      if (!line || line.issuedThousandths === 0) throw new NotIssuedToLine(entry.lineId);
      const { purposeId: repairOrderId } = await tx.get(Reservation, line.reservationId); // only orders are issued to
      const keepUntil = this.stock.today(tx, new Date(entry.keptAt.getTime() + keepDays * DAY_MS));
      const oldPart = OldPart.keep({ ...entry, storeId, repairOrderId, partNumber: line.partNumber, keepUntil });
      return tx.save(oldPart, oldPart.kept());
    });
  }

  /** @throws NotFound | OldPartNotKept | OldPartStillKept */
  end(id: string, ending: Omit<Ending, 'today'>): Promise<OldPart> {
    return this.db.transaction(async (tx) => {
      const oldPart = await tx.lock(OldPart, id);
      return tx.save(oldPart, oldPart.end({ ...ending, today: this.stock.today(tx, ending.at) }));
    });
  }

  /** @throws NotFound */
  byId(id: string): Promise<OldPart> {
    return this.db.read((tx) => tx.get(OldPart, id));
  }

  /** @param dueBy calendar day by which they may be thrown away */
  list({ status, dueBy }: { status?: OldPartStatus; dueBy?: string }, page: PageQuery): Promise<Page<OldPart>> {
    const where = { ...(status && { status }), ...(dueBy !== undefined && { keepUntil: LessThanOrEqual(dueBy) }) };
    return this.db.read((tx) => tx.page(OldPart, where, page));
  }
}
