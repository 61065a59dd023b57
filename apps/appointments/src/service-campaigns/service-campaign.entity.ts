import { isVin } from '@pitlane/kernel';
import { Aggregate, Disclosed } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';
import {
  CampaignEnded,
  CampaignNamesNoCar,
  CampaignOverBeforeItBegins,
  VinsNotValid,
} from './service-campaign.errors.js';

/** Cars of a model; all years unless said otherwise. */
export interface CampaignCars {
  readonly make: string;
  readonly model: string;
  readonly fromYear?: number;
  readonly toYear?: number;
}

export interface ServiceCampaignFacts {
  readonly id: string;
  readonly storeId: string;
  /** The maker's. */
  readonly code: string;
  readonly name: string;
  /** A recall is for safety, and every car has to have it; else it is the maker's wish. */
  readonly isRecall: boolean;
  /** Code of the labor catalog: a car that has had it since the campaign began is done. */
  readonly operationCode: string;
  readonly vins: readonly string[];
  readonly cars: readonly CampaignCars[];
  /** First and last calendar day of the store; without a last one it lasts until it is ended. */
  readonly validFrom: string;
  readonly validUntil: string | null;
}

/** What a maker calls cars in for: a recall or a service campaign, as the manager wrote it down (APT-13). */
@Entity()
export class ServiceCampaign extends Aggregate implements ServiceCampaignFacts {
  @Disclosed() @Column('text') code!: string;
  @Column('text') name!: string;
  @Column('boolean') isRecall!: boolean;
  @Disclosed() @Column('text') operationCode!: string;
  @Column('text', { array: true }) vins!: string[];
  @Column('jsonb') cars!: CampaignCars[];
  @Disclosed() @Column('date') validFrom!: string;
  @Disclosed() @Column('date', { nullable: true }) validUntil!: string | null;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  @Column('text', { nullable: true }) endReason!: string | null;

  /** @throws CampaignNamesNoCar | VinsNotValid | CampaignOverBeforeItBegins */
  static open({ id, storeId, ...facts }: ServiceCampaignFacts): ServiceCampaign {
    const { vins, cars, validFrom, validUntil } = facts;
    if (vins.length === 0 && cars.length === 0) throw new CampaignNamesNoCar();
    const wrong = vins.filter((vin) => !isVin(vin));
    if (wrong.length > 0) throw new VinsNotValid(wrong);
    if (validUntil !== null && validUntil < validFrom) throw new CampaignOverBeforeItBegins();
    const campaign = new ServiceCampaign();
    campaign.begin(id, storeId);
    return Object.assign(campaign, facts, { endedAt: null, endReason: null });
  }

  /** No car is called in for it any more. @throws CampaignEnded */
  end(reason: string, at: Date): void {
    if (this.endedAt !== null) throw new CampaignEnded(this.code);
    this.endedAt = at;
    this.endReason = reason;
  }
}
