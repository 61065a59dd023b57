import { Module } from '@nestjs/common';
import { ServiceCampaignsController } from './service-campaigns.controller.js';
import { ServiceCampaignsService } from './service-campaigns.service.js';

@Module({ controllers: [ServiceCampaignsController], providers: [ServiceCampaignsService] })
export class ServiceCampaignsModule {}
