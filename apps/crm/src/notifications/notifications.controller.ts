import { Controller, Get, Query } from '@nestjs/common';
import { Allow, Answers, Caller, type Page, pageOf, type Principal } from '@pitlane/platform';
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
  async simulatedMessages(
    @Caller() { actingRole }: Principal,
    @Query() query: MessageSearch,
  ): Promise<Page<MessageView>> {
    const page = await this.notifications.simulatedMessages(query);
    return pageOf(page, (message) => MessageView.of(message, actingRole));
  }
}
