import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Id, type Principal } from '@pitlane/platform';
import type { Act } from '../act.js';
import { FinalAudit } from './final-audit.js';
import { Handover } from './handover.js';
import { RepairOrderView } from '../repair-orders/repair-order.dto.js';
import { CompletionService } from './completion.service.js';

@Controller('v1/repair-orders/:id')
export class CompletionController {
  constructor(
    private readonly completion: CompletionService,
    private readonly clock: Clock,
  ) {}

  @Post('final-audit')
  @HttpCode(200)
  @Allow('quality-inspector', 'foreman')
  @Answers(RepairOrderView)
  async complete(@Id() id: string, @Body() body: FinalAudit, @Caller() caller: Principal): Promise<RepairOrderView> {
    return RepairOrderView.of(await this.completion.complete(id, body, this.actOf(caller)));
  }

  /** The advisor accepts the finished car from the workshop. */
  @Post('handover')
  @HttpCode(200)
  @Allow('service-advisor')
  @Answers(RepairOrderView)
  async handOver(@Id() id: string, @Caller() caller: Principal): Promise<RepairOrderView> {
    return RepairOrderView.of(await this.completion.handOver(id, this.actOf(caller)));
  }

  @Post('deliver')
  @HttpCode(200)
  @Allow('service-advisor', 'service-manager')
  @Answers(RepairOrderView)
  async deliver(@Id() id: string, @Body() body: Handover, @Caller() caller: Principal): Promise<RepairOrderView> {
    return RepairOrderView.of(await this.completion.deliver(id, body, this.actOf(caller)));
  }

  private actOf({ id: by }: Principal): Act {
    return { by, at: this.clock.now() };
  }
}
