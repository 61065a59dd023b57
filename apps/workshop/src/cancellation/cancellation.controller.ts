import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Id, type Principal } from '@pitlane/platform';
import { RepairOrderView } from '../repair-orders/repair-order.dto.js';
import { CancelOrder } from './cancellation.dto.js';
import { CancellationService } from './cancellation.service.js';

@Controller('v1/repair-orders/:id')
export class CancellationController {
  constructor(
    private readonly cancellation: CancellationService,
    private readonly clock: Clock,
  ) {}

  /** The customer leaves without the work, before anybody began it. */
  @Post('cancel')
  @HttpCode(200)
  @Allow('service-advisor', 'service-manager')
  @Answers(RepairOrderView)
  async cancel(
    @Id() id: string,
    @Body() { reason }: CancelOrder,
    @Caller() { id: by }: Principal,
  ): Promise<RepairOrderView> {
    return RepairOrderView.of(await this.cancellation.cancel(id, reason, { by, at: this.clock.now() }));
  }
}
