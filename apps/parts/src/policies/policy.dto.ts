import { Code, Fen, Flag, Instant, Integer, ListOf, Nested, OneOf, Text, Thousandths, Uuid } from '@pitlane/contracts';
import { DEMAND_CLASSES, type DemandClass } from '../forecasts/demand-class.js';
import { FORECAST_METHODS, type ForecastMethod } from '../forecasts/forecast.js';
import type { PolicyAdoption, ProposedPart } from './policy-adoption.entity.js';
import { LEAD_TIME_DEMANDS, LEAD_TIME_SOURCES, type LeadTimeDemand, type LeadTimeSource } from './stock-policy.js';
import type { StorePolicy } from './store-policy.entity.js';

export class ServiceLevelTerm {
  /** Null for all that cost more. */
  @Fen({ nullable: true }) upToUnitCostFen!: number | null;
  /** Chance that the stock lasts until an order arrives: 9500 is 95 %. */
  @Integer({ min: 5_000, max: 9_990 }) serviceLevelBasisPoints!: number;
}

export class CampaignMonth {
  /** `2026-11`. */
  @Text(7, { pattern: /^20\d{2}-(?:0[1-9]|1[0-2])$/ }) month!: string;
}

export class PolicyTermsBody {
  /** By unit cost, the cheapest first. */
  @ListOf(() => ServiceLevelTerm, { min: 1, max: 10 }) serviceLevels!: ServiceLevelTerm[];
  @Integer({ min: 1, max: 365 }) orderCycleDays!: number;
  @Integer({ min: 1, max: 365 }) leadTimeDays!: number;
  @Integer({ max: 180 }) leadTimeDeviationDays!: number;
  /** A part that did not come in and that nobody asked for in so many days is dead stock. */
  @Integer({ min: 30, max: 3_650 }) deadAfterDays!: number;
  /** Past and planned: kept out of the usual demand, and expected to be like those before. */
  @ListOf(() => CampaignMonth, { max: 60 }) campaigns!: CampaignMonth[];
  /**
   * A booking that begins later than in so many days claims its parts softly: they count as needed and stay on the shelf for others.
   * Null or left out: each booking takes its parts at once. Two days at least, so that the check of the day before finds them.
   */
  @Integer({ min: 2, max: 365, optional: true, nullable: true }) softBeyondDays?: number | null;
}

export class PolicyTermsView extends PolicyTermsBody {
  @Integer() version!: number;
  @Integer({ nullable: true }) override softBeyondDays!: number | null;

  static of(policy: StorePolicy): PolicyTermsView {
    const {
      version,
      softBeyondDays,
      serviceLevels,
      orderCycleDays,
      leadTimeDays,
      leadTimeDeviationDays,
      deadAfterDays,
    } = policy;
    const days = { orderCycleDays, leadTimeDays, leadTimeDeviationDays, deadAfterDays };
    const campaigns = policy.campaignMonths.map((month) => ({ month }));
    return Object.assign(new PolicyTermsView(), { version, softBeyondDays, ...days, serviceLevels, campaigns });
  }
}

/** What a proposal follows from. */
export class PolicyInputsView {
  @Integer() requestsInYear!: number;
  @OneOf(DEMAND_CLASSES) demandClass!: DemandClass;
  @OneOf(FORECAST_METHODS) method!: ForecastMethod;
  /** Weeks since the first request, at most three years. */
  @Integer() weeks!: number;
  @Integer() intervalWeeksHundredths!: number;
  @Integer() cvSquaredHundredths!: number;
  /** D. */
  @Integer() perDayMillionths!: number;
  /** σd. */
  @Integer() perDayDeviationMillionths!: number;
  /** The coming weeks beside the mean, for season and campaigns. */
  @Integer() seasonPercent!: number;
  @Fen({ nullable: true }) unitCostFen!: number | null;
  @Integer() serviceLevelBasisPoints!: number;
  @Integer() orderCycleDays!: number;
  /** L. */
  @Integer() leadTimeDays!: number;
  /** σL. */
  @Integer() leadTimeDeviationDays!: number;
  /** The store's terms, or what the supplier of the part kept in its last orders. */
  @OneOf(LEAD_TIME_SOURCES) leadTimeSource!: LeadTimeSource;
  /** Orders on which the lead time was measured; 0 by the terms. */
  @Integer() leadTimeOrders!: number;
  @Thousandths() packThousandths!: number;
}

export class ProposedLimitsView {
  /** Three requests in 12 months, and still asked for; otherwise all limits are 0. */
  @Flag() isStocked!: boolean;
  @OneOf(LEAD_TIME_DEMANDS) leadTimeDemand!: LeadTimeDemand;
  @Integer({ min: -4_000, max: 4_000 }) zThousandths!: number;
  @Integer() reorderPointThousandths!: number;
  @Integer() safetyStockThousandths!: number;
  @Integer() safetyDays!: number;
  @Thousandths() minThousandths!: number;
  @Thousandths() maxThousandths!: number;
}

export class ExplanationView {
  @Code() version!: string;
  @Text(200) formula!: string;
  @Text(1_000) zh!: string;
  @Text(1_000) en!: string;
}

/** Limits that are proposed for a part, beside those that it has. */
export class ProposedPolicyView {
  @Uuid() partId!: string;
  @Code() partNumber!: string;
  @Thousandths() minThousandths!: number;
  @Thousandths() maxThousandths!: number;
  @Nested(() => ProposedLimitsView) proposal!: ProposedLimitsView;
  @Nested(() => PolicyInputsView) inputs!: PolicyInputsView;
  @Nested(() => ExplanationView) explanation!: ExplanationView;

  static of({ part, proposal, inputs, explanation }: ProposedPart): ProposedPolicyView {
    const { id: partId, partNumber, minThousandths, maxThousandths } = part;
    const limits = { partId, partNumber, minThousandths, maxThousandths };
    return Object.assign(new ProposedPolicyView(), { ...limits, proposal, inputs, explanation });
  }
}

export class AdoptionView {
  @Thousandths() minThousandths!: number;
  @Thousandths() maxThousandths!: number;
  @Thousandths() previousMinThousandths!: number;
  @Thousandths() previousMaxThousandths!: number;
  @Nested(() => ExplanationView) explanation!: ExplanationView;
  @Code() adoptedBy!: string;
  @Instant() adoptedAt!: string;

  static of({ explanation, adoptedAt, adoptedBy, ...adoption }: PolicyAdoption): AdoptionView {
    const { minThousandths, maxThousandths, previousMinThousandths, previousMaxThousandths } = adoption;
    return Object.assign(new AdoptionView(), {
      ...{ minThousandths, maxThousandths, previousMinThousandths, previousMaxThousandths, adoptedBy },
      explanation: explanation.explanation,
      adoptedAt: adoptedAt.toISOString(),
    });
  }
}

export class PartPolicyView extends ProposedPolicyView {
  /** The last one; null before the first. */
  @Nested(() => AdoptionView, { nullable: true }) adoption!: AdoptionView | null;

  static withAdoption(proposed: ProposedPart & { adoption: PolicyAdoption | undefined }): PartPolicyView {
    const adoption = proposed.adoption ? AdoptionView.of(proposed.adoption) : null;
    return Object.assign(new PartPolicyView(), ProposedPolicyView.of(proposed), { adoption });
  }
}

export class DemandMonthView {
  /** `2026-11`. */
  @Text(7) month!: string;
  /** What was asked for in all: issued less returned, lost, or bought in an emergency. */
  @Integer() quantityThousandths!: number;
  @Integer() requests!: number;
  @Flag() isCampaign!: boolean;
}

export class PartDemandView {
  /** The last 36 with a request, the oldest first. */
  @ListOf(() => DemandMonthView) months!: DemandMonthView[];
}

/** The proposal that was read. */
export class AdoptPolicy {
  @Thousandths() minThousandths!: number;
  @Thousandths() maxThousandths!: number;
}

export class AdoptPolicyOfPart extends AdoptPolicy {
  @Code() partNumber!: string;
}

export class AdoptPolicies {
  @ListOf(() => AdoptPolicyOfPart, { min: 1, max: 100 }) adoptions!: AdoptPolicyOfPart[];
}

export class AdoptedPoliciesView {
  @ListOf(() => ProposedPolicyView) adopted!: ProposedPolicyView[];
}
