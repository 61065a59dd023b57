import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/customers.module.js';
import { FollowUpsModule } from '../follow-ups/follow-ups.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { ErasureService } from './erasure.service.js';
import { ExportService } from './export.service.js';
import { RightsController } from './rights.controller.js';

@Module({
  imports: [CustomersModule, FollowUpsModule, NotificationsModule],
  controllers: [RightsController],
  providers: [ExportService, ErasureService],
})
export class RightsModule {}
