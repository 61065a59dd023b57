import { Controller, Get, Query } from '@nestjs/common';
import { Allow, Answers, Clock, Costs } from '@pitlane/platform';
import { askedBy } from '../appointments/meanwhile.js';
import { FreeSlotsQuery, FreeSlotsView } from './free-slots.dto.js';
import { FreeSlotsService } from './free-slots.service.js';

@Controller('v1/free-slots')
export class FreeSlotsController {
  constructor(
    private readonly freeSlots: FreeSlotsService,
    private readonly clock: Clock,
  ) {}

  /**
   * Starts that the workshop can keep for some work, now (APT-4): all of one day, or the earliest of many; with a courtesy car
   * or with drivers where they are wished (APT-15), with an advisor, for a car. When there is none, what stands against it. Nothing is held by asking.
   */
  @Get()
  @Costs(5)
  @Allow('booking-agent', 'service-advisor', 'service-manager')
  @Answers(FreeSlotsView)
  async list(@Query() { operationCodes, meanwhile, ...query }: FreeSlotsQuery): Promise<FreeSlotsView> {
    const search = { ...query, ...askedBy(meanwhile), operationCodes: operationCodes.split(',') };
    return FreeSlotsView.of(await this.freeSlots.search(search, this.clock.now()));
  }
}
