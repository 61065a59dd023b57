import { Body, Controller, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import {
  Allow, Answers, Caller, Clock, Id, type Page, pageOf, PageQuery, type Principal,
} from '@pitlane/platform'; // prettier-ignore
import {
  CoreBalanceView, CoreChargeView, CoresQuery, CoreView, CreditCore, ReceiveCore, RejectCore, ReturnCore, SetCoreCharge,
} from './core.dto.js'; // prettier-ignore
import { CoresQueries } from './cores.queries.js';
import { CoresService } from './cores.service.js';

const CORE_TERM_DAYS = 30;

@Controller('v1')
export class CoresController {
  constructor(
    private readonly cores: CoresService,
    private readonly queries: CoresQueries,
    private readonly clock: Clock,
  ) {}

  /** Sells a part as an exchange part, or no longer. */
  @Put('parts/:id/core-charge')
  @Allow('parts-buyer', 'service-manager')
  @Answers(CoreChargeView)
  async setCharge(
    @Id() id: string,
    @Body() { coreChargeFen, coreTermDays = CORE_TERM_DAYS }: SetCoreCharge,
  ): Promise<CoreChargeView> {
    const exchange = coreChargeFen === null ? null : { coreChargeFen, coreTermDays };
    return CoreChargeView.of(await this.cores.setCharge(id, exchange));
  }

  /** The customer brought his old unit, and it is good. */
  @Post('cores/:id/receive')
  @HttpCode(200)
  @Allow('parts-clerk', 'service-manager')
  @Answers(CoreView)
  async receive(@Id() id: string, @Body() { shelf }: ReceiveCore, @Caller() caller: Principal): Promise<CoreView> {
    return CoreView.of(await this.cores.receive(id, shelf, this.step(caller)));
  }

  /** The customer brought his old unit, and it cannot be made new again: he keeps it, and owes its charge. */
  @Post('cores/:id/reject')
  @HttpCode(200)
  @Allow('parts-clerk', 'service-manager')
  @Answers(CoreView)
  async reject(@Id() id: string, @Body() { reason }: RejectCore, @Caller() caller: Principal): Promise<CoreView> {
    return CoreView.of(await this.cores.reject(id, reason, this.step(caller)));
  }

  /** It goes to the supplier of its new one. */
  @Post('cores/:id/return')
  @HttpCode(200)
  @Allow('parts-clerk', 'parts-buyer', 'service-manager')
  @Answers(CoreView)
  async sendBack(
    @Id() id: string,
    @Body() { dispatchNote }: ReturnCore,
    @Caller() caller: Principal,
  ): Promise<CoreView> {
    return CoreView.of(await this.cores.sendBack(id, dispatchNote, this.step(caller)));
  }

  /** The supplier's credit came. */
  @Post('cores/:id/credit')
  @HttpCode(200)
  @Allow('parts-buyer', 'service-manager')
  @Answers(CoreView)
  async credit(@Id() id: string, @Body() body: CreditCore, @Caller() caller: Principal): Promise<CoreView> {
    return CoreView.of(await this.cores.credit(id, { ...body, ...this.step(caller) }));
  }

  @Get('cores')
  @Allow('parts-clerk', 'parts-buyer', 'service-advisor', 'cashier', 'service-manager')
  @Answers(CoreView, { page: true })
  async list(@Query() query: CoresQuery): Promise<Page<CoreView>> {
    return pageOf(await this.queries.list(query), (core) => CoreView.of(core));
  }

  @Get('cores/:id')
  @Allow('parts-clerk', 'parts-buyer', 'service-advisor', 'cashier', 'service-manager')
  @Answers(CoreView)
  async show(@Id() id: string): Promise<CoreView> {
    return CoreView.of(await this.queries.byId(id));
  }

  /** By supplier: what customers owe, what lies in the store, what was sent, what was credited. */
  @Get('core-balances')
  @Allow('parts-clerk', 'parts-buyer', 'service-manager')
  @Answers(CoreBalanceView, { page: true })
  balances(@Query() page: PageQuery): Promise<Page<CoreBalanceView>> {
    return this.queries.balances(page);
  }

  private step({ id: by }: Principal) {
    return { by, at: this.clock.now() };
  }
}
