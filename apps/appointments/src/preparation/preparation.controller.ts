import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Id, type Principal } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { AppointmentView } from '../appointments/appointment.dto.js';
import { PreparationService } from './preparation.service.js';

@Controller('v1/appointments')
export class PreparationController {
  constructor(
    private readonly preparation: PreparationService,
    private readonly clock: Clock,
  ) {}

  /** Someone saw to an item of the checklist; it keeps who and when (APT-8). */
  @Post(':id/checklist/:item/tick')
  @HttpCode(200)
  @Allow('service-advisor', 'booking-agent', 'foreman', 'parts-clerk', 'technical-expert', 'service-manager')
  @Answers(AppointmentView)
  async tick(@Id() id: string, @Param('item') item: string, @Caller() caller: Principal): Promise<AppointmentView> {
    const act = { id: uuidv7(), at: this.clock.now(), by: caller.id };
    return AppointmentView.of(await this.preparation.tick(id, item, act));
  }
}
