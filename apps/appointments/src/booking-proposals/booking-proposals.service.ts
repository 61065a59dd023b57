import { Injectable } from '@nestjs/common';
import { PROPOSAL_CAUSES } from '@pitlane/contracts';
import { actingStore, Database, type Page, type PageQuery, Stores, type Tx } from '@pitlane/platform';
import { In } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { estimateOfListed } from '../estimates/estimates.queries.js';
import { lockVehicle } from '../known-vehicles/known-vehicles.queries.js';
import { BookingProposal, type Deed, type Proposed } from './booking-proposal.entity.js';
import { conditionsOf, forgetAnswer, noteAnswer, noteService } from './conditions.queries.js';
import { type Need, needOf } from './need.js';

/** Whoever changes a proposal holds the lock of its car first. */
@Injectable()
export class BookingProposalsService {
  constructor(
    private readonly db: Database,
    private readonly stores: Stores,
  ) {}

  /** Opens, revises or ends the proposals of cars that have told something (APT-16). The caller holds their locks. */
  async review(tx: Tx, vehicleIds: readonly string[], at: Date): Promise<void> {
    const conditions = await conditionsOf(tx, vehicleIds);
    const open = await tx.list(BookingProposal, { vehicleId: In([...vehicleIds]), status: 'open' });
    for (const condition of conditions) {
      for (const cause of PROPOSAL_CAUSES) {
        const isItsOwn = (one: BookingProposal): boolean =>
          one.vehicleId === condition.vehicleId && one.cause === cause;
        await this.settle(tx, { need: needOf(cause, condition), open: open.find(isItsOwn) }, at);
      }
    }
  }

  private async settle(
    tx: Tx,
    { need, open }: { need: Need | undefined; open: BookingProposal | undefined },
    at: Date,
  ): Promise<void> {
    if (!open) {
      if (!need) return;
      const storeId = actingStore(tx.scope);
      const proposal = BookingProposal.open({ id: uuidv7(), storeId }, await this.proposed(tx, need, at), at);
      await tx.save(proposal, proposal.opened());
      return;
    }
    if (need && open.says(need)) return;
    const proposal = await tx.lock(BookingProposal, open.id);
    const event = need ? proposal.revise(await this.proposed(tx, need, at), at) : proposal.expire(at);
    await tx.save(proposal, event);
  }

  private async proposed(tx: Tx, need: Need, at: Date): Promise<Proposed> {
    const store = this.stores.get(actingStore(tx.scope));
    return { need, estimate: await estimateOfListed(tx, store, { operationCodes: need.operationCodes, at }) };
  }

  /** A service was done in the workshop: the next one is counted from there. */
  async noteService(tx: Tx, service: { vehicleId: string; mileageKm: number; completedAt: Date }): Promise<void> {
    await lockVehicle(tx, service.vehicleId);
    await noteService(tx, service);
    await this.review(tx, [service.vehicleId], service.completedAt);
  }

  /**
   * Ends the proposal for which a visit is booked, where it is for one, and answers what caused the visit (APT-1). Part of
   * the booking.
   * @throws NotFound | ProposalEnded | ProposalOfAnotherVehicle
   */
  async book(
    tx: Tx,
    { proposalId, ...visit }: { proposalId: string | undefined; appointmentId: string; vehicleId: string },
    deed: Deed,
  ): Promise<{ causedBy?: string }> {
    if (proposalId === undefined) return {};
    await lockVehicle(tx, visit.vehicleId);
    const proposal = await tx.lock(BookingProposal, proposalId);
    const booked = proposal.book(visit, deed);
    await noteAnswer(tx, proposal, deed.at);
    await tx.save(proposal, booked);
    return { causedBy: `booking-proposal:${proposal.id}` };
  }

  /** A visit does not take place: what it was booked for is proposed again, as long as the car still tells it (APT-16). */
  async proposeAgain(tx: Tx, visit: { id: string; vehicleId: string }, at: Date): Promise<void> {
    const { vehicleId } = visit;
    const booked = await tx.find(BookingProposal, { vehicleId, appointmentId: visit.id });
    if (!booked) return;
    await lockVehicle(tx, vehicleId);
    await forgetAnswer(tx, booked);
    await this.review(tx, [vehicleId], at);
  }

  /** @throws NotFound | ProposalEnded */
  decline(id: string, reason: string, deed: Deed): Promise<BookingProposal> {
    return this.db.transaction(async (tx) => {
      const { vehicleId } = await tx.get(BookingProposal, id);
      await lockVehicle(tx, vehicleId);
      const proposal = await tx.lock(BookingProposal, id);
      const declined = proposal.decline(reason, deed);
      await noteAnswer(tx, proposal, deed.at);
      return tx.save(proposal, declined);
    });
  }

  /** @throws NotFound */
  get(id: string): Promise<BookingProposal> {
    return this.db.read((tx) => tx.get(BookingProposal, id));
  }

  /** Newest first. */
  page(
    filter: Partial<Pick<BookingProposal, 'status' | 'cause' | 'severity' | 'vehicleId'>>,
    page: PageQuery,
  ): Promise<Page<BookingProposal>> {
    return this.db.read((tx) => tx.page(BookingProposal, { storeId: actingStore(), ...filter }, page));
  }
}
