import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Id, type Page, pageOf, type Principal } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { RejectRequisition, RequestParts, RequisitionsQuery, RequisitionView } from './requisition.dto.js';
import { RequisitionsQueries } from './requisitions.queries.js';
import { RequisitionsService } from './requisitions.service.js';

@Controller('v1/requisitions')
export class RequisitionsController {
  constructor(
    private readonly requisitions: RequisitionsService,
    private readonly queries: RequisitionsQueries,
    private readonly clock: Clock,
  ) {}

  /** Asks to buy parts from one supplier, for stock or for lines of reservations that wait for them. */
  @Post()
  @Allow('parts-clerk', 'parts-buyer', 'service-manager')
  @Answers(RequisitionView, { status: 201 })
  async request(@Body() body: RequestParts, @Caller() caller: Principal): Promise<RequisitionView> {
    const entry = { ...body, id: uuidv7(), requestedBy: caller.id };
    return RequisitionView.of(await this.requisitions.request(entry, this.clock.now()));
  }

  /** Agrees to buy it. Above the store's first limit the service manager does, above the second two people do. */
  @Post(':id/approve')
  @HttpCode(200)
  @Allow('purchase-approver', 'service-manager')
  @Answers(RequisitionView)
  async approve(@Id() id: string, @Caller() { id: by, roles }: Principal): Promise<RequisitionView> {
    const as = roles.includes('service-manager') ? 'service-manager' : 'purchase-approver';
    return RequisitionView.of(await this.requisitions.approve(id, { by, as, at: this.clock.now() }));
  }

  /** It will not be bought: also one that was approved, as long as no order was placed of it. */
  @Post(':id/reject')
  @HttpCode(200)
  @Allow('purchase-approver', 'service-manager')
  @Answers(RequisitionView)
  async reject(
    @Id() id: string,
    @Body() { reason }: RejectRequisition,
    @Caller() { id: by }: Principal,
  ): Promise<RequisitionView> {
    return RequisitionView.of(await this.requisitions.reject(id, { by, reason, at: this.clock.now() }));
  }

  @Get()
  @Allow('parts-clerk', 'parts-buyer', 'purchase-approver', 'service-manager')
  @Answers(RequisitionView, { page: true })
  async list(@Query() query: RequisitionsQuery): Promise<Page<RequisitionView>> {
    return pageOf(await this.queries.list(query), (requisition) => RequisitionView.of(requisition));
  }

  @Get(':id')
  @Allow('parts-clerk', 'parts-buyer', 'purchase-approver', 'service-manager')
  @Answers(RequisitionView)
  async show(@Id() id: string): Promise<RequisitionView> {
    return RequisitionView.of(await this.queries.byId(id));
  }
}
