import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Id, type Page, pageOf, PageQuery, type Principal } from '@pitlane/platform';
import { DeliveryView } from '../deliveries/delivery.dto.js';
import { LiftSuspicion, RecallView, SuspectDelivery } from './recall.dto.js';
import { RecallsService } from './recalls.service.js';

@Controller('v1/deliveries')
export class RecallsController {
  constructor(
    private readonly recalls: RecallsService,
    private readonly clock: Clock,
  ) {}

  /** Deliveries of which something is under suspicion, by this store or the one that gave it, newest first. */
  @Get('suspected')
  @Allow('parts-clerk', 'service-advisor', 'service-manager')
  @Answers(DeliveryView, { page: true })
  async suspected(@Query() page: PageQuery): Promise<Page<DeliveryView>> {
    return pageOf(await this.recalls.suspected(page), (delivery) => DeliveryView.of(delivery));
  }

  /** Counterfeit or recalled: quarantines what is left of it, and answers with the cars and the sister stores that got the rest. */
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

  /** The manager knows that it was unfounded. Answers with whom it concerns still, where the store that gave it suspects it, too. */
  @Post(':id/lift-suspicion')
  @HttpCode(200)
  @Allow('service-manager')
  @Answers(RecallView)
  async lift(@Id() id: string, @Body() { reason }: LiftSuspicion): Promise<RecallView> {
    return RecallView.of(id, await this.recalls.lift(id, { reason, at: this.clock.now() }));
  }

  /** Repair orders, with their cars, and sister stores that got something of it, or of what is suspected of it. */
  @Get(':id/repair-orders')
  @Allow('parts-clerk', 'service-advisor', 'service-manager')
  @Answers(RecallView)
  async affected(@Id() id: string): Promise<RecallView> {
    return RecallView.of(id, await this.recalls.affectedBy(id));
  }
}
