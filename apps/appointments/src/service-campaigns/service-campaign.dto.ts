import { Code, Day, Flag, Instant, Integer, ListOf, Text, TextList, Uuid } from '@pitlane/contracts';
import type { ServiceCampaign } from './service-campaign.entity.js';

const MODEL_YEAR = { min: 1950, max: 2100 };

export class CampaignCarsBody {
  @Text(60) make!: string;
  @Text(80) model!: string;
  @Integer({ ...MODEL_YEAR, optional: true }) fromYear?: number;
  @Integer({ ...MODEL_YEAR, optional: true }) toYear?: number;
}

export class OpenServiceCampaign {
  /** The maker's. */
  @Code() code!: string;
  @Text(200) name!: string;
  /** A recall is for safety, and every car has to have it; else it is the maker's wish. */
  @Flag() isRecall!: boolean;
  /** Code of the labor catalog: a car that has had it since the campaign began is done. */
  @Code() operationCode!: string;
  /** At most 2,000: a greater campaign names its models. */
  @TextList({ max: 2_000, optional: true }) vins?: string[];
  @ListOf(() => CampaignCarsBody, { max: 50, optional: true }) cars?: CampaignCarsBody[];
  /** First calendar day of the store. */
  @Day() validFrom!: string;
  /** Last one; without it the campaign lasts until it is ended. */
  @Day({ optional: true }) validUntil?: string;
}

export class EndServiceCampaign {
  @Text(500) reason!: string;
}

export class ServiceCampaignView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @Code() code!: string;
  @Text(200) name!: string;
  @Flag() isRecall!: boolean;
  @Code() operationCode!: string;
  /** How many cars it names by VIN. */
  @Integer() namedVins!: number;
  @ListOf(() => CampaignCarsBody) cars!: CampaignCarsBody[];
  @Day() validFrom!: string;
  @Day({ nullable: true }) validUntil!: string | null;
  @Instant({ nullable: true }) endedAt!: string | null;
  @Text(500, { nullable: true }) endReason!: string | null;

  static of(campaign: ServiceCampaign): ServiceCampaignView {
    const { id, version, code, name, isRecall, operationCode, cars, validFrom, validUntil, endReason } = campaign;
    return {
      ...{ id, version, code, name, isRecall, operationCode, validFrom, validUntil, endReason },
      namedVins: campaign.vins.length,
      cars: cars.map((car) => ({ ...car })),
      endedAt: campaign.endedAt?.toISOString() ?? null,
    };
  }
}
