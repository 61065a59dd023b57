import { Module } from '@nestjs/common';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { PhoneCodesController } from './phone-codes.controller.js';
import { PhoneCodeSchedule, PhoneCodesService } from './phone-codes.service.js';

@Module({
  imports: [NotificationsModule],
  controllers: [PhoneCodesController],
  providers: [PhoneCodesService, PhoneCodeSchedule],
})
export class PhoneCodesModule {}
