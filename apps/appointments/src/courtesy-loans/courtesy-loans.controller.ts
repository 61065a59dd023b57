import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Id, type Page, pageOf, PageQuery, type Principal } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import type { Act } from '../appointments/booking.js';
import { CourtesyLoansQuery, CourtesyLoanView, HandBackBody, HandOutBody, MoveLoan } from './courtesy-loan.dto.js';
import { CourtesyLoansQueries } from './courtesy-loans.queries.js';
import { CourtesyLoansService } from './courtesy-loans.service.js';

@Controller('v1/courtesy-loans')
export class CourtesyLoansController {
  constructor(
    private readonly loans: CourtesyLoansService,
    private readonly queries: CourtesyLoansQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('booking-agent', 'service-advisor', 'service-manager')
  @Answers(CourtesyLoanView, { page: true })
  async list(@Query() { limit, cursor, ...filter }: CourtesyLoansQuery): Promise<Page<CourtesyLoanView>> {
    const page = await this.queries.page(filter, { limit, ...(cursor !== undefined && { cursor }) });
    return pageOf(page, CourtesyLoanView.of);
  }

  /** Cars that should be back by now, with their customers. */
  @Get('overdue')
  @Allow('service-advisor', 'service-manager')
  @Answers(CourtesyLoanView, { page: true })
  async overdue(@Query() page: PageQuery): Promise<Page<CourtesyLoanView>> {
    return pageOf(await this.queries.overdue(page), CourtesyLoanView.of);
  }

  @Get(':id')
  @Allow('booking-agent', 'service-advisor', 'service-manager')
  @Answers(CourtesyLoanView)
  async get(@Id() id: string): Promise<CourtesyLoanView> {
    return CourtesyLoanView.of(await this.queries.get(id));
  }

  /** Another time for the car; without one, another car where its own is out of service or late (APT-15). */
  @Post(':id/move')
  @HttpCode(200)
  @Allow('booking-agent', 'service-advisor', 'service-manager')
  @Answers(CourtesyLoanView)
  async move(
    @Id() id: string,
    @Body() { keptFrom, keptUntil }: MoveLoan,
    @Caller() caller: Principal,
  ): Promise<CourtesyLoanView> {
    const wish = {
      ...(keptFrom !== undefined && { from: new Date(keptFrom) }),
      ...(keptUntil !== undefined && { to: new Date(keptUntil) }),
    };
    return CourtesyLoanView.of(await this.loans.move(id, wish, this.actOf(caller)));
  }

  /** The customer, who has arrived, shows the licence, signs and drives away (APT-15). */
  @Post(':id/hand-out')
  @HttpCode(200)
  @Allow('service-advisor')
  @Answers(CourtesyLoanView)
  async handOut(@Id() id: string, @Body() body: HandOutBody, @Caller() caller: Principal): Promise<CourtesyLoanView> {
    const agreementSignedAt = new Date(body.agreementSignedAt).toISOString();
    return CourtesyLoanView.of(await this.loans.handOut(id, { ...body, agreementSignedAt }, this.actOf(caller)));
  }

  /** The car is back, early or late: it is free from now on. */
  @Post(':id/take-back')
  @HttpCode(200)
  @Allow('service-advisor', 'service-manager')
  @Answers(CourtesyLoanView)
  async takeBack(@Id() id: string, @Body() body: HandBackBody, @Caller() caller: Principal): Promise<CourtesyLoanView> {
    return CourtesyLoanView.of(await this.loans.takeBack(id, body, this.actOf(caller)));
  }

  /** The customer does without the car. */
  @Post(':id/give-up')
  @HttpCode(200)
  @Allow('booking-agent', 'service-advisor', 'service-manager')
  @Answers(CourtesyLoanView)
  async giveUp(@Id() id: string, @Caller() caller: Principal): Promise<CourtesyLoanView> {
    return CourtesyLoanView.of(await this.loans.giveUp(id, this.actOf(caller)));
  }

  private actOf(caller: Principal): Act {
    return { id: uuidv7(), at: this.clock.now(), by: caller.id };
  }
}
