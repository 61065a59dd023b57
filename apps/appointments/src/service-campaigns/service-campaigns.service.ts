import { Injectable } from '@nestjs/common';
import { actingStore, Database, type Page, type PageQuery, violatedConstraint } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { ServiceCampaign, type ServiceCampaignFacts } from './service-campaign.entity.js';
import { CampaignKnown } from './service-campaign.errors.js';

/** Recalls and service campaigns, as the manager writes them down (APT-13). */
@Injectable()
export class ServiceCampaignsService {
  constructor(private readonly db: Database) {}

  /** @throws CampaignNamesNoCar | VinsNotValid | CampaignOverBeforeItBegins | CampaignKnown */
  open(facts: Omit<ServiceCampaignFacts, 'id' | 'storeId'>): Promise<ServiceCampaign> {
    return this.db.transaction(async (tx) => {
      const campaign = ServiceCampaign.open({ ...facts, id: uuidv7(), storeId: actingStore(tx.scope) });
      return tx.save(campaign).catch((error: unknown) => {
        throw violatedConstraint(error) === 'service_campaign_code_once' ? new CampaignKnown(facts.code) : error;
      });
    });
  }

  /** @throws NotFound | CampaignEnded */
  end(id: string, reason: string, at: Date): Promise<ServiceCampaign> {
    return this.db.transaction(async (tx) => {
      const campaign = await tx.lock(ServiceCampaign, id);
      campaign.end(reason, at);
      return tx.save(campaign);
    });
  }

  /** Newest first. */
  page(page: PageQuery): Promise<Page<ServiceCampaign>> {
    return this.db.read((tx) => tx.page(ServiceCampaign, { storeId: actingStore() }, page));
  }
}
