import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Id, type Principal } from '@pitlane/platform';
import { RepairOrderView } from '../repair-orders/repair-order.dto.js';
import { DropPartLines, RequestParts } from './part-draws.dto.js';
import { PartDrawsService } from './part-draws.service.js';

@Controller('v1/repair-orders/:id')
export class PartDrawsController {
  constructor(
    private readonly draws: PartDrawsService,
    private readonly clock: Clock,
  ) {}

  @Post('jobs/:jobId/request-parts')
  @HttpCode(200)
  @Allow('technician')
  @Answers(RepairOrderView)
  async request(
    @Id() id: string,
    @Id('jobId') jobId: string,
    @Body() { lineIds }: RequestParts,
    @Caller() { id: by }: Principal,
  ): Promise<RepairOrderView> {
    return RepairOrderView.of(await this.draws.request(id, jobId, lineIds, { by, at: this.clock.now() }));
  }

  /** Lines that will not be drawn, or not in full. */
  @Post('drop-part-lines')
  @HttpCode(200)
  @Allow('technician', 'foreman', 'service-advisor', 'service-manager')
  @Answers(RepairOrderView)
  async drop(@Id() id: string, @Body() body: DropPartLines): Promise<RepairOrderView> {
    return RepairOrderView.of(await this.draws.drop(id, body, this.clock.now()));
  }
}
