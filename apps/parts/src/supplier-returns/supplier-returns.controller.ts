import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Id, type Page, pageOf, type Principal } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { CreditReturn, SendBack, SupplierReturnsQuery, SupplierReturnView } from './supplier-return.dto.js';
import { SupplierReturnsService } from './supplier-returns.service.js';

@Controller('v1/supplier-returns')
export class SupplierReturnsController {
  constructor(
    private readonly returns: SupplierReturnsService,
    private readonly clock: Clock,
  ) {}

  /** Sends some of a lot back to its supplier: what lies in quarantine first, then what is free. */
  @Post()
  @Allow('parts-clerk', 'parts-buyer', 'service-manager')
  @Answers(SupplierReturnView, { status: 201 })
  async send(@Body() body: SendBack, @Caller() { id: sentBy }: Principal): Promise<SupplierReturnView> {
    return SupplierReturnView.of(await this.returns.send({ ...body, id: uuidv7(), sentBy }, this.clock.now()));
  }

  /** The supplier's credit came. */
  @Post(':id/credit')
  @HttpCode(200)
  @Allow('parts-buyer', 'service-manager')
  @Answers(SupplierReturnView)
  async credit(
    @Id() id: string,
    @Body() body: CreditReturn,
    @Caller() { id: by }: Principal,
  ): Promise<SupplierReturnView> {
    return SupplierReturnView.of(await this.returns.credit(id, { ...body, by, at: this.clock.now() }));
  }

  @Get()
  @Allow('parts-clerk', 'parts-buyer', 'purchase-approver', 'service-manager')
  @Answers(SupplierReturnView, { page: true })
  async list(@Query() query: SupplierReturnsQuery): Promise<Page<SupplierReturnView>> {
    return pageOf(await this.returns.list(query), (sent) => SupplierReturnView.of(sent));
  }

  @Get(':id')
  @Allow('parts-clerk', 'parts-buyer', 'purchase-approver', 'service-manager')
  @Answers(SupplierReturnView)
  async show(@Id() id: string): Promise<SupplierReturnView> {
    return SupplierReturnView.of(await this.returns.byId(id));
  }
}
