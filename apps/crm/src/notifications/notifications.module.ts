import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/customers.module.js';
import { MessageProvider } from '../message-providers/message-provider.js';
import { NotificationSchedule, NotificationSender } from './notification-sender.service.js';
import { NotificationSettings } from './notification.settings.js';
import { NotificationsController } from './notifications.controller.js';
import { NotificationsService } from './notifications.service.js';
import { NotificationsSubscriber } from './notifications.subscriber.js';
import { SimulatedProvider } from '../message-providers/simulated-provider.service.js';

@Module({
  imports: [CustomersModule],
  controllers: [NotificationsController, NotificationsSubscriber],
  providers: [
    NotificationsService,
    NotificationSender,
    NotificationSchedule,
    { provide: NotificationSettings, useFactory: () => NotificationSettings.from(process.env) },
    { provide: MessageProvider, useClass: SimulatedProvider },
  ],
  exports: [NotificationsService],
})
export class NotificationsModule {}
