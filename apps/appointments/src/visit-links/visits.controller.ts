import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { Answers, AnswersHtml, Clock, Costs, Public, Stores } from '@pitlane/platform';
import type { Appointment } from '../appointments/appointment.entity.js';
import { VisitLinksService } from './visit-links.service.js';
import { SCRIPT_HASH, visitPage } from './visit-page.js';
import { CancelVisit, FreeTimesQuery, FreeTimesView, MoveVisit, VisitView } from './visit.dto.js';

const OWN_SCRIPT_ONLY =
  `default-src 'none'; style-src 'unsafe-inline'; script-src '${SCRIPT_HASH}'; connect-src 'self'; ` +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** One visit, for whoever has its link: no account, and no way from it to anything else. */
@Controller('v1/visits/:token')
export class VisitsController {
  constructor(
    private readonly links: VisitLinksService,
    private readonly stores: Stores,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Public()
  @Costs(20)
  @Header('cache-control', 'no-store')
  @Answers(VisitView)
  async get(@Param('token') token: string): Promise<VisitView> {
    return this.viewOf(await this.links.get(token, this.clock.now()));
  }

  /** The visit as a page in Chinese. */
  @Get('page')
  @Public()
  @Costs(20)
  @Header('cache-control', 'no-store')
  @Header('content-security-policy', OWN_SCRIPT_ONLY)
  @AnswersHtml()
  async page(@Param('token') token: string): Promise<string> {
    return visitPage(this.viewOf(await this.links.get(token, this.clock.now())));
  }

  /** The customer says that they will come (APT-9). */
  @Post('confirm')
  @Public()
  @Costs(20)
  @HttpCode(200)
  @Answers(VisitView)
  async confirm(@Param('token') token: string): Promise<VisitView> {
    return this.viewOf(await this.links.confirm(token, this.clock.now()));
  }

  /** Times to which the visit can be moved. */
  @Get('free-starts')
  @Public()
  @Costs(50)
  @Answers(FreeTimesView)
  async freeTimes(@Param('token') token: string, @Query() { day }: FreeTimesQuery): Promise<FreeTimesView> {
    return FreeTimesView.of(await this.links.freeTimes(token, day, this.clock.now()));
  }

  /** Another time, in one step: the old one is given back with the new one taken (APT-10). */
  @Post('move')
  @Public()
  @Costs(50)
  @HttpCode(200)
  @Answers(VisitView)
  async move(@Param('token') token: string, @Body() { startsAt }: MoveVisit): Promise<VisitView> {
    return this.viewOf(await this.links.move(token, new Date(startsAt), this.clock.now()));
  }

  /** The customer will not come (APT-10). */
  @Post('cancel')
  @Public()
  @Costs(20)
  @HttpCode(200)
  @Answers(VisitView)
  async cancel(@Param('token') token: string, @Body() { reason = '客户取消' }: CancelVisit): Promise<VisitView> {
    return this.viewOf(await this.links.cancel(token, reason, this.clock.now()));
  }

  private viewOf(appointment: Appointment): VisitView {
    return VisitView.of(appointment, this.stores.get(appointment.storeId));
  }
}
