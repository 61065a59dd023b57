import { Controller, Get, Query } from '@nestjs/common';
import { Allow, Answers, Clock, type Page, pageOf } from '@pitlane/platform';
import { OwedItemsQuery, OwedItemView } from './owed-item.dto.js';
import { OwedItemsQueries } from './owed-items.queries.js';

@Controller('v1/preparation')
export class OwedItemsController {
  constructor(
    private readonly owed: OwedItemsQueries,
    private readonly clock: Clock,
  ) {}

  /** Who owes what until when: open items of visits ahead, by deadline; each leads to its appointment (APT-8). */
  @Get('owed')
  @Allow('booking-agent', 'service-advisor', 'foreman', 'parts-clerk', 'technical-expert', 'service-manager')
  @Answers(OwedItemView, { page: true })
  async list(@Query() { limit, cursor, ...filter }: OwedItemsQuery): Promise<Page<OwedItemView>> {
    const page = { limit, ...(cursor !== undefined && { cursor }) };
    return pageOf(await this.owed.page(filter, this.clock.now(), page), OwedItemView.of);
  }
}
