import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Costs, type Principal } from '@pitlane/platform';
import { ReadingsBody, ReadingsView } from './vehicle-reading.dto.js';
import { VehicleReadingsService } from './vehicle-readings.service.js';

@Controller('v1/vehicle-readings')
export class VehicleReadingsController {
  constructor(
    private readonly readings: VehicleReadingsService,
    private readonly clock: Clock,
  ) {}

  /** What cars or their makers told, at most 500 readings: each row is taken in or refused for itself (APT-16). */
  @Post()
  @HttpCode(200)
  @Costs(10)
  @Allow('integration')
  @Answers(ReadingsView)
  async takeIn(@Body() body: ReadingsBody, @Caller() caller: Principal): Promise<ReadingsView> {
    const sending = { source: caller.id, receivedAt: this.clock.now() };
    return ReadingsView.of(await this.readings.takeIn(ReadingsBody.sent(body), sending));
  }
}
