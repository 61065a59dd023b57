import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Allow, Answers, Clock, Id } from '@pitlane/platform';
import { RepairOrderView } from '../repair-orders/repair-order.dto.js';
import { Dispatch } from './dispatch.dto.js';
import { DispatchService } from './dispatch.service.js';

@Controller('v1/repair-orders/:id/jobs/:jobId')
export class DispatchController {
  constructor(
    private readonly dispatches: DispatchService,
    private readonly clock: Clock,
  ) {}

  @Post('dispatch')
  @HttpCode(200)
  @Allow('foreman', 'service-manager')
  @Answers(RepairOrderView)
  async dispatch(@Id() id: string, @Id('jobId') jobId: string, @Body() body: Dispatch): Promise<RepairOrderView> {
    return RepairOrderView.of(await this.dispatches.dispatch(id, jobId, body, this.clock.now()));
  }
}
