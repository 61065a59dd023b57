import { Injectable } from '@nestjs/common';
import { actingStore, Clock, Database, type Page, type PageQuery, Stores, type Tx } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { eachPartOnce } from '../catalogue/each-part-once.js';
import { listedParts } from '../catalogue/listed-parts.queries.js';
import { UNIT_THOUSANDTHS } from '../catalogue/packs.js';
import { Part } from '../catalogue/part.entity.js';
import { forecast } from '../forecasts/forecast.js';
import { lockParts } from '../stock/locked-parts.queries.js';
import { unpromisedThousandths } from '../stock/stock-level.js';
import { levelOf } from '../stock/stock-levels.queries.js';
import { Stock } from '../stock/stock.service.js';
import { explain } from './explanation.js';
import { measuredLeadTimes } from './lead-times.queries.js';
import { monthlyDemand, type MonthOfDemand } from './monthly-demand.queries.js';
import { type KnownDemand, knownDemands } from './policies.queries.js';
import { type ExplainedProposal, PolicyAdoption, type ProposedPart } from './policy-adoption.entity.js';
import { ProposalChanged } from './policy.errors.js';
import { byTerms, inputsOf, type LeadTime, type Limits, propose, serviceLevelOf } from './stock-policy.js';
import type { StorePolicyTerms } from './store-policy.entity.js';
import { StoreTerms } from './store-terms.service.js';

/** The limits of a proposal as somebody read it. */
export interface ReadLimits extends Limits {
  readonly partNumber: string;
}

export interface Adopter {
  /** Staff id. */
  readonly adoptedBy: string;
  readonly adoptedAt: Date;
}

/** Proposes limits from demand, and makes proposals the limits of parts (PRT-15). */
@Injectable()
export class PoliciesService {
  constructor(
    private readonly db: Database,
    private readonly stock: Stock,
    private readonly stores: Stores,
    private readonly terms: StoreTerms,
    private readonly clock: Clock,
  ) {}

  /** What is proposed for a part today, and what was adopted last. @throws NotFound */
  byPart(partId: string): Promise<ProposedPart & { adoption: PolicyAdoption | undefined }> {
    return this.db.read(async (tx) => {
      const part = await tx.get(Part, partId);
      const explained = await this.explainFor(tx, part, this.clock.now());
      const [adoption] = await tx.list(PolicyAdoption, { partId }, { order: { id: 'DESC' }, take: 1 });
      return { part, ...explained, adoption };
    });
  }

  /** The same for all parts of a store, page by page: what a page needs is read at once, and no more than that is held. */
  propose(query: PageQuery): Promise<Page<ProposedPart>> {
    return this.db.read(async (tx) => {
      const { items, nextCursor } = await tx.page(Part, {}, query);
      return { items: await this.explainAll(tx, items, this.clock.now()), nextCursor };
    });
  }

  /** What was asked for of a part by month, and which months were campaigns. @throws NotFound */
  demandOf(partId: string): Promise<{ months: MonthOfDemand[]; campaignMonths: readonly string[] }> {
    return this.db.read(async (tx) => {
      await tx.get(Part, partId);
      const { campaignMonths } = await this.terms.of(tx);
      return { months: await monthlyDemand(tx, partId, this.stock.today(tx, this.clock.now())), campaignMonths };
    });
  }

  /**
   * Makes the proposal that was read the limits of its part, and keeps who did so and why it was proposed. Limits that the part has
   * already stay.
   * @throws NotFound | ProposalChanged
   */
  adopt(partId: string, limits: Limits, adopter: Adopter): Promise<ProposedPart> {
    return this.db.transaction(async (tx) => {
      const part = await tx.lock(Part, partId);
      const proposed = { part, ...(await this.explainFor(tx, part, adopter.adoptedAt)) };
      await makeLimits(tx, proposed, limits, adopter);
      return proposed;
    });
  }

  /**
   * The same for several parts, all of them or none. They are locked in the order in which those lock them who move their stock.
   * @throws PartNamedTwice | PartNotListed | ProposalChanged
   */
  adoptAll(read: readonly ReadLimits[], adopter: Adopter): Promise<ProposedPart[]> {
    eachPartOnce(read);
    const limitsOf = new Map(read.map((limits) => [limits.partNumber, limits]));
    return this.db.transaction(async (tx) => {
      const listed = await listedParts(tx, [...limitsOf.keys()]);
      await lockParts(tx, actingStore(tx.scope), [...listed.keys()]);
      const parts = await tx.lockEach(
        Part,
        [...listed.values()].map(({ id }) => id),
      );
      const proposed = await this.explainAll(tx, parts, adopter.adoptedAt);
      for (const one of proposed) await makeLimits(tx, one, limitsOf.get(one.part.partNumber), adopter);
      return proposed;
    });
  }

  private async explainFor(tx: Tx, part: Part, at: Date): Promise<ExplainedProposal> {
    const [explained] = await this.explainAll(tx, [part], at);
    if (!explained) throw new Error(`Nothing is proposed for part ${part.id}.`);
    return explained;
  }

  private async explainAll(tx: Tx, parts: readonly Part[], at: Date): Promise<ProposedPart[]> {
    const terms = await this.terms.of(tx);
    const { zone } = this.stores.get(actingStore(tx.scope));
    const today = this.stock.today(tx, at);
    const demands = await knownDemands(tx, parts, today);
    const partIds = parts.map(({ id }) => id);
    const measured = await measuredLeadTimes(tx, partIds, { today, zone });
    return demands.map(({ part, known }) => {
      const packThousandths = part.minPackThousandths ?? UNIT_THOUSANDTHS;
      const leadTime = measured.get(part.id) ?? byTerms(terms);
      return { part, ...explainedBy(known, { terms, today, packThousandths, leadTime }) };
    });
  }
}

/** What a proposal follows from beside the demand of its part. */
interface Circumstances {
  readonly terms: StorePolicyTerms;
  /** Calendar day of the store. */
  readonly today: string;
  readonly packThousandths: number;
  readonly leadTime: LeadTime;
}

function explainedBy(
  known: KnownDemand,
  { terms, today, packThousandths, leadTime }: Circumstances,
): ExplainedProposal {
  const { serviceLevels, orderCycleDays } = terms;
  const history = {
    endsBefore: today,
    weeksThousandths: known.weeksThousandths,
    campaignMonths: new Set(terms.campaignMonths),
  };
  const inputs = inputsOf(forecast(history, leadTime.leadTimeDays + orderCycleDays), known, {
    serviceLevelBasisPoints: serviceLevelOf(serviceLevels, known.unitCostFen).serviceLevelBasisPoints,
    ...leadTime,
    ...{ orderCycleDays, packThousandths },
  });
  const proposal = propose(inputs);
  return { inputs, proposal, explanation: explain(inputs, proposal) };
}

/** @throws ProposalChanged */
async function makeLimits(tx: Tx, proposed: ProposedPart, read: Limits | undefined, adopter: Adopter): Promise<void> {
  const { part, proposal } = proposed;
  const { minThousandths, maxThousandths } = proposal;
  if (read?.minThousandths !== minThousandths || read.maxThousandths !== maxThousandths) {
    throw new ProposalChanged(part.id, proposal);
  }
  if (part.minThousandths === minThousandths && part.maxThousandths === maxThousandths) return;
  await tx.add(adoptionOf(proposed, adopter));
  const limitsSet = part.setLimits({ minThousandths, maxThousandths }, adopter.adoptedAt);
  const level = await levelOf(tx, part.id);
  await tx.save(part, limitsSet, part.noteAvailable(unpromisedThousandths(level), adopter.adoptedAt));
}

function adoptionOf({ part, inputs, proposal, explanation }: ProposedPart, adopter: Adopter): PolicyAdoption {
  const { minThousandths, maxThousandths } = proposal;
  return Object.assign(new PolicyAdoption(), {
    id: uuidv7(),
    storeId: part.storeId,
    partId: part.id,
    ...{ minThousandths, maxThousandths, explanation: { inputs, proposal, explanation } },
    previousMinThousandths: part.minThousandths,
    previousMaxThousandths: part.maxThousandths,
    ...adopter,
  });
}
