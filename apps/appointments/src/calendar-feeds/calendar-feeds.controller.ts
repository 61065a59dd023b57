import { createHash } from 'node:crypto';
import { Body, Controller, Get, Header, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import {
  Allow, Answers, AnswersCalendar, Caller, Clock, Costs, Id, type Page, pageOf, PageQuery, type Principal, Public,
} from '@pitlane/platform'; // prettier-ignore
import type { FastifyReply } from 'fastify';
import { CalendarFeedAddressView, CalendarFeedView, MakeCalendarFeed } from './calendar-feed.dto.js';
import { CalendarFeedsService } from './calendar-feeds.service.js';

@Controller('v1/calendar-feeds')
export class CalendarFeedsController {
  constructor(
    private readonly feeds: CalendarFeedsService,
    private readonly clock: Clock,
  ) {}

  /** A calendar of the visits that the caller receives, or of those in a bay; its address stands in the list. */
  @Post()
  @Allow('service-manager', 'foreman', 'service-advisor')
  @Answers(CalendarFeedView, { status: 201 })
  async make(@Body() { bayId }: MakeCalendarFeed, @Caller() caller: Principal): Promise<CalendarFeedView> {
    return CalendarFeedView.of(await this.feeds.make(caller, bayId, this.clock.now()));
  }

  /** The caller's own, for the service manager all of the store, with the addresses: whoever has one reads the calendar. */
  @Get()
  @Header('cache-control', 'no-store')
  @Allow('service-manager', 'foreman', 'service-advisor')
  @Answers(CalendarFeedAddressView, { page: true })
  async list(@Query() page: PageQuery, @Caller() caller: Principal): Promise<Page<CalendarFeedAddressView>> {
    return pageOf(await this.feeds.page(caller, page), (feed) =>
      CalendarFeedAddressView.with(feed, this.feeds.tokenOf(feed)),
    );
  }

  @Post(':id/revoke')
  @HttpCode(200)
  @Allow('service-manager', 'foreman', 'service-advisor')
  @Answers(CalendarFeedView)
  async revoke(@Id() id: string, @Caller() caller: Principal): Promise<CalendarFeedView> {
    return CalendarFeedView.of(await this.feeds.revoke(id, caller, this.clock.now()));
  }

  /** The calendar itself (iCalendar, RFC 5545): operations and times, nothing of the customer or the car. */
  @Get(':token.ics')
  @Public()
  @Costs(20)
  @AnswersCalendar()
  async calendar(
    @Param('token') token: string,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const text = await this.feeds.calendar(token, this.clock.now());
    const etag = `"${createHash('sha256').update(text).digest('base64url')}"`;
    void reply.header('etag', etag).header('cache-control', 'private, no-cache');
    if (known !== etag) return text;
    void reply.status(304);
    return '';
  }
}
