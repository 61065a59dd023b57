import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Id, type Page, pageOf, type Principal } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { JoinBody, WaitlistEntryView, WaitlistQuery } from './waitlist-entry.dto.js';
import { WaitlistQueries } from './waitlist.queries.js';
import { WaitlistService } from './waitlist.service.js';

@Controller('v1/waitlist')
export class WaitlistController {
  constructor(
    private readonly waitlist: WaitlistService,
    private readonly queries: WaitlistQueries,
    private readonly clock: Clock,
  ) {}

  /** Puts a customer at the end of the line for days and work; what becomes free is offered in order, with a deadline (APT-12). */
  @Post()
  @Allow('booking-agent', 'service-advisor', 'service-manager')
  @Answers(WaitlistEntryView, { status: 201 })
  async join(@Body() body: JoinBody, @Caller() caller: Principal): Promise<WaitlistEntryView> {
    const { operations, parts = [], startsFrom = '00:00', startsUntil = '23:59', ...rest } = body;
    const request = { ...rest, operationCodes: operations, parts, startsFrom, startsUntil };
    const deed = { at: this.clock.now(), by: caller.id };
    return WaitlistEntryView.of(await this.waitlist.join(request, deed));
  }

  /** In the order in which they are served. */
  @Get()
  @Allow('booking-agent', 'service-advisor', 'service-manager', 'crm-agent')
  @Answers(WaitlistEntryView, { page: true })
  async list(@Query() { limit, cursor, ...filter }: WaitlistQuery): Promise<Page<WaitlistEntryView>> {
    const page = await this.queries.page(filter, { limit, ...(cursor !== undefined && { cursor }) });
    return pageOf(page, WaitlistEntryView.of);
  }

  @Get(':id')
  @Allow('booking-agent', 'service-advisor', 'service-manager', 'crm-agent')
  @Answers(WaitlistEntryView)
  async get(@Id() id: string): Promise<WaitlistEntryView> {
    return WaitlistEntryView.of(await this.queries.get(id));
  }

  /** The customer takes what is offered: `appointmentId` is the visit. */
  @Post(':id/accept')
  @HttpCode(200)
  @Allow('booking-agent', 'service-advisor', 'service-manager')
  @Answers(WaitlistEntryView)
  async accept(@Id() id: string, @Caller() caller: Principal): Promise<WaitlistEntryView> {
    const act = { id: uuidv7(), at: this.clock.now(), by: caller.id };
    return WaitlistEntryView.of(await this.waitlist.accept(id, act));
  }

  /** The customer wants another time and waits on; this one goes to the next in line. */
  @Post(':id/decline')
  @HttpCode(200)
  @Allow('booking-agent', 'service-advisor', 'service-manager')
  @Answers(WaitlistEntryView)
  async decline(@Id() id: string): Promise<WaitlistEntryView> {
    return WaitlistEntryView.of(await this.waitlist.decline(id, this.clock.now()));
  }

  /** The customer waits no more. */
  @Post(':id/leave')
  @HttpCode(200)
  @Allow('booking-agent', 'service-advisor', 'service-manager')
  @Answers(WaitlistEntryView)
  async leave(@Id() id: string): Promise<WaitlistEntryView> {
    return WaitlistEntryView.of(await this.waitlist.leave(id, this.clock.now()));
  }
}
