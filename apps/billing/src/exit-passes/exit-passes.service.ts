import { Injectable } from '@nestjs/common';
import { actingStore, Database, type Page, type PageQuery } from '@pitlane/platform';
import { Not } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { KnownVehicle } from '../known-vehicles/known-vehicle.entity.js';
import { Settlement } from '../settlements/settlement.entity.js';
import { ExitPassTokens } from './exit-pass-tokens.js';
import { ExitPass, type NewExitPass } from './exit-pass.entity.js';

@Injectable()
export class ExitPassesService {
  constructor(
    private readonly db: Database,
    private readonly tokens: ExitPassTokens,
  ) {}

  /**
   * Issues the pass of a visit; after an expired one another.
   * @throws NotFound | SettlementNotPaid | ExitPassStillLive | ExitPassUsedAlready
   */
  async issue(settlementId: string, wanted: Omit<NewExitPass, 'id'>): Promise<{ pass: ExitPass; token: string }> {
    const { pass, vehicle } = await this.db.transaction(async (tx) => {
      const settlement = await tx.lock(Settlement, settlementId);
      const { storeId, repairOrderId, vehicleId } = settlement;
      const fresh = ExitPass.issue(settlement, { ...wanted, id: uuidv7() });
      const before = await tx.lockOne(ExitPass, { storeId, repairOrderId, status: Not('expired') });
      if (before) {
        before.giveWay(wanted.at);
        await tx.save(before);
      }
      await tx.save(fresh, fresh.told());
      return { pass: fresh, vehicle: await tx.find(KnownVehicle, { storeId, vehicleId }) };
    });
    return { pass, token: await this.tokens.sign(pass, vehicle?.plate ?? null) };
  }

  /**
   * The gate scans a pass and lets the car out; not when money went back since it was issued.
   * @throws ExitPassForged | NotFound | SettlementNotPaid | ExitPassUsedAlready | ExitPassExpired
   */
  async use(token: string, at: Date): Promise<ExitPass> {
    const id = await this.tokens.verify(token);
    return this.db.transaction(async (tx) => {
      const { settlementId } = await tx.get(ExitPass, id);
      const settlement = await tx.lock(Settlement, settlementId);
      const pass = await tx.lock(ExitPass, id);
      return tx.save(pass, pass.use(settlement, at));
    });
  }

  page(where: { repairOrderId?: string }, page: PageQuery): Promise<Page<ExitPass>> {
    const storeId = actingStore();
    return this.db.read((tx) => tx.page(ExitPass, { ...where, storeId }, page));
  }
}
