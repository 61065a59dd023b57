import { Body, Controller, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import {
  Allow,
  Answers,
  Caller,
  Clock,
  Costs,
  Id,
  type Page,
  pageOf,
  PageQuery,
  type Principal,
} from '@pitlane/platform';
import { PoliciesService } from './policies.service.js';
import {
  AdoptedPoliciesView,
  AdoptPolicies,
  AdoptPolicy,
  PartDemandView,
  PartPolicyView,
  PolicyTermsBody,
  PolicyTermsView,
  ProposedPolicyView,
} from './policy.dto.js';
import { StoreTerms } from './store-terms.service.js';

@Controller('v1')
export class PoliciesController {
  constructor(
    private readonly policies: PoliciesService,
    private readonly storeTerms: StoreTerms,
    private readonly clock: Clock,
  ) {}

  @Get('policies/terms')
  @Allow('parts-clerk', 'parts-buyer', 'service-manager')
  @Answers(PolicyTermsView)
  async terms(): Promise<PolicyTermsView> {
    return PolicyTermsView.of(await this.storeTerms.read());
  }

  /** How the store stocks its parts: all terms at once. */
  @Put('policies/terms')
  @Allow('service-manager')
  @Answers(PolicyTermsView)
  async setTerms(@Body() { campaigns, softBeyondDays = null, ...terms }: PolicyTermsBody): Promise<PolicyTermsView> {
    const campaignMonths = campaigns.map(({ month }) => month);
    return PolicyTermsView.of(await this.storeTerms.set({ ...terms, campaignMonths, softBeyondDays }));
  }

  /** What is proposed today for each part of the store, and why (PRT-15). */
  @Get('policies/proposals')
  @Costs(5)
  @Allow('parts-clerk', 'parts-buyer', 'service-manager')
  @Answers(ProposedPolicyView, { page: true })
  async propose(@Query() page: PageQuery): Promise<Page<ProposedPolicyView>> {
    return pageOf(await this.policies.propose(page), (proposed) => ProposedPolicyView.of(proposed));
  }

  /** What was asked for of a part, month by month: seasons and campaigns show (PRT-12). */
  @Get('parts/:id/demand')
  @Allow('parts-clerk', 'parts-buyer', 'service-manager')
  @Answers(PartDemandView)
  async demand(@Id() id: string): Promise<PartDemandView> {
    const { months, campaignMonths } = await this.policies.demandOf(id);
    return { months: months.map((month) => ({ ...month, isCampaign: campaignMonths.includes(month.month) })) };
  }

  /** What is proposed for a part today and why, and what was adopted last. */
  @Get('parts/:id/policy')
  @Allow('parts-clerk', 'parts-buyer', 'service-manager')
  @Answers(PartPolicyView)
  async show(@Id() id: string): Promise<PartPolicyView> {
    return PartPolicyView.withAdoption(await this.policies.byPart(id));
  }

  /** Makes the proposal that was read the limits of the part. */
  @Post('parts/:id/policy/adopt')
  @HttpCode(200)
  @Allow('service-manager')
  @Answers(ProposedPolicyView)
  async adopt(@Id() id: string, @Body() limits: AdoptPolicy, @Caller() caller: Principal): Promise<ProposedPolicyView> {
    const adopter = { adoptedBy: caller.id, adoptedAt: this.clock.now() };
    return ProposedPolicyView.of(await this.policies.adopt(id, limits, adopter));
  }

  /** Makes the proposals that were read the limits of their parts: all of them, or none when one has changed. */
  @Post('policies/adoptions')
  @HttpCode(200)
  @Costs(5)
  @Allow('service-manager')
  @Answers(AdoptedPoliciesView)
  async adoptAll(@Body() { adoptions }: AdoptPolicies, @Caller() caller: Principal): Promise<AdoptedPoliciesView> {
    const adopter = { adoptedBy: caller.id, adoptedAt: this.clock.now() };
    const adopted = await this.policies.adoptAll(adoptions, adopter);
    return { adopted: adopted.map((proposed) => ProposedPolicyView.of(proposed)) };
  }
}
