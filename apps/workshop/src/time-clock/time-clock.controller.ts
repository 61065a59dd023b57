import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Id, type Principal } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import type { Act } from '../act.js';
import { RepairOrderView } from '../repair-orders/repair-order.dto.js';
import { FinishJob, Pause } from './time-clock.dto.js';
import { TimeClockService } from './time-clock.service.js';

/** For the technician whom the job is dispatched to. */
@Controller('v1/repair-orders/:id/jobs/:jobId')
@Allow('technician')
export class TimeClockController {
  constructor(
    private readonly timeClock: TimeClockService,
    private readonly clock: Clock,
  ) {}

  @Post('clock-on')
  @HttpCode(200)
  @Answers(RepairOrderView)
  async clockOn(@Id() id: string, @Id('jobId') jobId: string, @Caller() caller: Principal): Promise<RepairOrderView> {
    return RepairOrderView.of(await this.timeClock.clockOn(id, jobId, uuidv7(), this.actOf(caller)));
  }

  @Post('clock-off')
  @HttpCode(200)
  @Answers(RepairOrderView)
  async clockOff(@Id() id: string, @Id('jobId') jobId: string, @Caller() caller: Principal): Promise<RepairOrderView> {
    return RepairOrderView.of(await this.timeClock.clockOff(id, jobId, null, this.actOf(caller)));
  }

  @Post('pause')
  @HttpCode(200)
  @Answers(RepairOrderView)
  async pause(
    @Id() id: string,
    @Id('jobId') jobId: string,
    @Body() { reason }: Pause,
    @Caller() caller: Principal,
  ): Promise<RepairOrderView> {
    return RepairOrderView.of(await this.timeClock.clockOff(id, jobId, reason, this.actOf(caller)));
  }

  @Post('finish')
  @HttpCode(200)
  @Answers(RepairOrderView)
  async finish(
    @Id() id: string,
    @Id('jobId') jobId: string,
    @Body() report: FinishJob,
    @Caller() caller: Principal,
  ): Promise<RepairOrderView> {
    return RepairOrderView.of(await this.timeClock.finish(id, jobId, report, this.actOf(caller)));
  }

  private actOf({ id: by }: Principal): Act {
    return { by, at: this.clock.now() };
  }
}
