import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import {
  Allow,
  Answers,
  AnswersHtml,
  Caller,
  Clock,
  Id,
  type Page,
  pageOf,
  type Principal,
  Stores,
} from '@pitlane/platform';
import { settlementPage } from './settlement-print.js';
import { ApproveDifference, SettlementQuery, SettlementSummaryView, SettlementView } from './settlement.dto.js';
import { SettlementsService } from './settlements.service.js';

@Controller('v1/settlements')
export class SettlementsController {
  constructor(
    private readonly settlements: SettlementsService,
    private readonly stores: Stores,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('cashier', 'service-advisor', 'claims-clerk', 'service-manager', 'integration')
  @Answers(SettlementSummaryView, { page: true })
  async page(@Query() { repairOrderId, status, ...page }: SettlementQuery): Promise<Page<SettlementSummaryView>> {
    const where = { ...(repairOrderId !== undefined && { repairOrderId }), ...(status !== undefined && { status }) };
    return pageOf(await this.settlements.page(where, page), (settlement) => SettlementSummaryView.of(settlement));
  }

  @Get(':id')
  @Allow('cashier', 'service-advisor', 'claims-clerk', 'service-manager', 'integration')
  @Answers(SettlementView)
  async get(@Id() id: string): Promise<SettlementView> {
    return SettlementView.withDraws(await this.settlements.get(id));
  }

  @Get(':id/print')
  @Allow('cashier', 'service-advisor', 'claims-clerk', 'service-manager')
  @AnswersHtml()
  async print(@Id() id: string): Promise<string> {
    const toPrint = await this.settlements.toPrint(id);
    return settlementPage(toPrint, this.stores.get(toPrint.settlement.storeId));
  }

  /** A manager lets a difference to the authorised quote pass (BIL-3). */
  @Post(':id/approve-difference')
  @Allow('service-manager')
  @Answers(SettlementView)
  @HttpCode(200)
  async approveDifference(
    @Id() id: string,
    @Body() { reason, customerConsent = false }: ApproveDifference,
    @Caller() caller: Principal,
  ): Promise<SettlementView> {
    const approval = { approvedBy: caller.id, reason, customerConsent, at: this.clock.now() };
    return SettlementView.withDraws(await this.settlements.approveDifference(id, approval));
  }

  /** The cashier makes the settlement final; from now on the customer can pay. */
  @Post(':id/issue')
  @Allow('cashier', 'service-manager')
  @Answers(SettlementView)
  @HttpCode(200)
  async issue(@Id() id: string, @Caller() caller: Principal): Promise<SettlementView> {
    return SettlementView.withDraws(await this.settlements.issue(id, caller.id, this.clock.now()));
  }
}
