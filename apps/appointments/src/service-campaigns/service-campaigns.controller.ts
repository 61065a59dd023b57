import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Allow, Answers, Clock, Id, type Page, pageOf, PageQuery } from '@pitlane/platform';
import { EndServiceCampaign, OpenServiceCampaign, ServiceCampaignView } from './service-campaign.dto.js';
import { ServiceCampaignsService } from './service-campaigns.service.js';

@Controller('v1/service-campaigns')
export class ServiceCampaignsController {
  constructor(
    private readonly campaigns: ServiceCampaignsService,
    private readonly clock: Clock,
  ) {}

  /** The maker calls cars in: it is shown when one of them is booked, until it has had the work (APT-13). */
  @Post()
  @Allow('service-manager')
  @Answers(ServiceCampaignView, { status: 201 })
  async open(@Body() body: OpenServiceCampaign): Promise<ServiceCampaignView> {
    const { vins = [], cars = [], validUntil = null, ...facts } = body;
    return ServiceCampaignView.of(await this.campaigns.open({ ...facts, vins, cars, validUntil }));
  }

  /** Newest first. */
  @Get()
  @Allow('booking-agent', 'service-advisor', 'service-manager', 'crm-agent')
  @Answers(ServiceCampaignView, { page: true })
  async list(@Query() page: PageQuery): Promise<Page<ServiceCampaignView>> {
    return pageOf(await this.campaigns.page(page), ServiceCampaignView.of);
  }

  /** No car is called in for it any more. */
  @Post(':id/end')
  @HttpCode(200)
  @Allow('service-manager')
  @Answers(ServiceCampaignView)
  async end(@Id() id: string, @Body() { reason }: EndServiceCampaign): Promise<ServiceCampaignView> {
    return ServiceCampaignView.of(await this.campaigns.end(id, reason, this.clock.now()));
  }
}
