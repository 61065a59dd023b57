import { Controller, Get, Query } from '@nestjs/common';
import { Allow, Answers, Id, type Page, pageOf, PageQuery, type Role } from '@pitlane/platform';
import { TimelineEntryView } from './timeline.dto.js';
import { TimelineService } from './timeline.service.js';

const READERS: Role[] = [
  'service-advisor',
  'booking-agent',
  'crm-agent',
  'service-manager',
  'foreman',
  'technical-expert',
];

@Controller('v1')
export class TimelineController {
  constructor(private readonly timeline: TimelineService) {}

  @Get('vehicles/:id/timeline')
  @Allow(...READERS)
  @Answers(TimelineEntryView, { page: true })
  async ofVehicle(@Id() id: string, @Query() page: PageQuery): Promise<Page<TimelineEntryView>> {
    return pageOf(await this.timeline.ofVehicle(id, page), TimelineEntryView.of);
  }

  @Get('customers/:id/timeline')
  @Allow(...READERS)
  @Answers(TimelineEntryView, { page: true })
  async ofCustomer(@Id() id: string, @Query() page: PageQuery): Promise<Page<TimelineEntryView>> {
    return pageOf(await this.timeline.ofCustomer(id, page), TimelineEntryView.of);
  }
}
