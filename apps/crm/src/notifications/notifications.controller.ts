import { Controller, Get, Query } from '@nestjs/common';
import { Allow, Answers, type Page, pageOf } from '@pitlane/platform';
import { MessageSearch, MessageView, NotificationSearch, NotificationView } from './notification.dto.js';
import { NotificationsService } from './notifications.service.js';

@Controller('v1')
export class NotificationsController {
  constructor(private readonly notifications: NotificationsService) {}

  @Get('notifications')
  @Allow('crm-agent', 'service-advisor', 'booking-agent', 'service-manager')
  @Answers(NotificationView, { page: true })
  async search(@Query() query: NotificationSearch): Promise<Page<NotificationView>> {
    return pageOf(await this.notifications.search(query), NotificationView.of);
  }

  /** What the simulated provider was given; not there in production. */
  @Get('simulator/messages')
  @Allow('crm-agent', 'service-manager')
  @Answers(MessageView, { page: true })
  async simulatedMessages(@Query() query: MessageSearch): Promise<Page<MessageView>> {
    return pageOf(await this.notifications.simulatedMessages(query), MessageView.of);
  }
}
