import { Controller, Get, Query } from '@nestjs/common';
import { Allow, Answers, Clock, Costs } from '@pitlane/platform';
import { askedBy } from '../appointments/meanwhile.js';
import { CapacityService } from './capacity.service.js';
import { FreeSlotsQuery, FreeSlotsView } from './free-slots.dto.js';

@Controller('v1/free-slots')
export class FreeSlotsController {
  constructor(
    private readonly capacity: CapacityService,
    private readonly clock: Clock,
  ) {}

  /** Starts of a day that the workshop can keep for some work, now (APT-4), with a courtesy car where one is wished (APT-15). Nothing is held by asking. */
  @Get()
  @Costs(5)
  @Allow('booking-agent', 'service-advisor', 'service-manager')
  @Answers(FreeSlotsView)
  async list(@Query() { operationCodes, day, meanwhile }: FreeSlotsQuery): Promise<FreeSlotsView> {
    const search = { operationCodes: operationCodes.split(','), ...askedBy(meanwhile) };
    const { estimate, stays } = await this.capacity.freeStarts(search, day, this.clock.now());
    return FreeSlotsView.of(day, estimate, stays);
  }
}
