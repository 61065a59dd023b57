import { Controller, Get } from '@nestjs/common';
import { Allow, Answers, Clock, Id } from '@pitlane/platform';
import { VehicleBriefView } from './vehicle-brief.dto.js';
import { VehicleBriefQueries } from './vehicle-brief.queries.js';

@Controller('v1/vehicles')
export class VehicleBriefController {
  constructor(
    private readonly briefs: VehicleBriefQueries,
    private readonly clock: Clock,
  ) {}

  /** What whoever books a car should know of it: history, deferred work, recalls, what it tells itself, who stayed away (APT-13). */
  @Get(':id/brief')
  @Allow('booking-agent', 'service-advisor', 'service-manager')
  @Answers(VehicleBriefView)
  async show(@Id() id: string): Promise<VehicleBriefView> {
    return VehicleBriefView.of(await this.briefs.of(id, this.clock.now()));
  }
}
