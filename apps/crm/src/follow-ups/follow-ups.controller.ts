import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Allow, Answers, Clock, Id } from '@pitlane/platform';
import {
  FiguresQuery, FollowUpFiguresView, FollowUpQueueQuery, FollowUpQueueView, FollowUpView, RecordAttempt,
} from './follow-up.dto.js'; // prettier-ignore
import { FollowUpsService } from './follow-ups.service.js';

@Controller('v1/follow-ups')
export class FollowUpsController {
  constructor(
    private readonly followUps: FollowUpsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('crm-agent', 'service-advisor', 'service-manager')
  @Answers(FollowUpQueueView)
  async queue(@Query() query: FollowUpQueueQuery): Promise<FollowUpQueueView> {
    const at = this.clock.now();
    const followUps = await this.followUps.queue(query);
    return { items: followUps.map((followUp) => FollowUpView.of(followUp, at)) };
  }

  @Get('figures')
  @Allow('crm-agent', 'service-advisor', 'service-manager')
  @Answers(FollowUpFiguresView)
  async figures(@Query() query: FiguresQuery): Promise<FollowUpFiguresView> {
    return { rounds: await this.followUps.figures(query, this.clock.now()) };
  }

  @Get(':id')
  @Allow('crm-agent', 'service-advisor', 'service-manager')
  @Answers(FollowUpView)
  async get(@Id() id: string): Promise<FollowUpView> {
    return FollowUpView.of(await this.followUps.get(id), this.clock.now());
  }

  @Post(':id/attempts')
  @HttpCode(200)
  @Allow('crm-agent', 'service-advisor', 'service-manager')
  @Answers(FollowUpView, { about: 'customerId' })
  async record(@Id() id: string, @Body() body: RecordAttempt): Promise<FollowUpView> {
    const at = this.clock.now();
    return FollowUpView.of(await this.followUps.record(id, body, at), at);
  }
}
