import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Costs, Id, type Principal } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { AppointmentView } from '../appointments/appointment.dto.js';
import type { Act } from '../appointments/booking.js';
import { AlternativesView } from './alternatives.dto.js';
import { UntickBody } from './checklist-item.dto.js';
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
    return AppointmentView.of(await this.preparation.tick(id, item, this.actOf(caller)));
  }

  /** An item is not ready after all: whoever owns it says so, and why (APT-8). */
  @Post(':id/checklist/:item/untick')
  @HttpCode(200)
  @Allow('service-advisor', 'foreman', 'parts-clerk', 'service-manager')
  @Answers(AppointmentView)
  async untick(
    @Id() id: string,
    @Param('item') item: string,
    @Body() { reason }: UntickBody,
    @Caller() caller: Principal,
  ): Promise<AppointmentView> {
    const objection = { role: caller.actingRole, reason };
    return AppointmentView.of(await this.preparation.untick(id, item, objection, this.actOf(caller)));
  }

  /** When the same work could be done instead, the nearest start first: for a visit that is at risk (APT-10). Nothing is held by asking. */
  @Get(':id/alternatives')
  @Costs(5)
  @Allow('booking-agent', 'service-advisor', 'service-manager')
  @Answers(AlternativesView)
  async alternatives(@Id() id: string): Promise<AlternativesView> {
    const { appointment, starts } = await this.preparation.alternatives(id, this.clock.now());
    return AlternativesView.of(appointment, starts);
  }

  private actOf(caller: Principal): Act {
    return { id: uuidv7(), at: this.clock.now(), by: caller.id };
  }
}
