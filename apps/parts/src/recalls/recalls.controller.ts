import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Id, type Principal } from '@pitlane/platform';
import { LiftSuspicion, RecallView, SuspectDelivery } from './recall.dto.js';
import { RecallsService } from './recalls.service.js';

@Controller('v1/deliveries')
export class RecallsController {
  constructor(
    private readonly recalls: RecallsService,
    private readonly clock: Clock,
  ) {}

  /** Counterfeit or recalled: quarantines what is left of it, and answers with the cars that got the rest. */
  @Post(':id/suspect')
  @HttpCode(200)
  @Allow('parts-clerk', 'service-manager')
  @Answers(RecallView)
  async suspect(
    @Id() id: string,
    @Body() { reason }: SuspectDelivery,
    @Caller() { id: by }: Principal,
  ): Promise<RecallView> {
    return RecallView.of(id, await this.recalls.suspect(id, { reason, by, at: this.clock.now() }));
  }

  /** The manager knows that it was unfounded. */
  @Post(':id/lift-suspicion')
  @HttpCode(200)
  @Allow('service-manager')
  @Answers(RecallView)
  async lift(@Id() id: string, @Body() { reason }: LiftSuspicion): Promise<RecallView> {
    await this.recalls.lift(id, { reason, at: this.clock.now() });
    return RecallView.of(id, []);
  }

  /** Repair orders, with their cars, that got something of it. */
  @Get(':id/repair-orders')
  @Allow('parts-clerk', 'service-advisor', 'service-manager')
  @Answers(RecallView)
  async affected(@Id() id: string): Promise<RecallView> {
    return RecallView.of(id, await this.recalls.affectedBy(id));
  }
}
