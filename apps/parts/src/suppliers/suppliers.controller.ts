import { Body, Controller, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Id, type Page, pageOf, PageQuery, type Principal } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { ScorecardQuery, ScorecardView } from './scorecard.dto.js';
import { ScorecardQueries } from './scorecard.queries.js';
import {
  BlockSupplier,
  RegisterSupplier,
  ReviseSupplier,
  SetPrices,
  SupplierPriceView,
  SupplierView,
} from './supplier.dto.js';
import { SuppliersQueries } from './suppliers.queries.js';
import { SuppliersService } from './suppliers.service.js';

@Controller('v1/suppliers')
export class SuppliersController {
  constructor(
    private readonly suppliers: SuppliersService,
    private readonly queries: SuppliersQueries,
    private readonly scorecards: ScorecardQueries,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Allow('parts-buyer', 'service-manager')
  @Answers(SupplierView, { status: 201 })
  async register(@Body() body: RegisterSupplier): Promise<SupplierView> {
    return SupplierView.of(await this.suppliers.register({ ...body, id: uuidv7() }));
  }

  /** New terms, for orders to come. */
  @Put(':id')
  @Allow('parts-buyer', 'service-manager')
  @Answers(SupplierView)
  async revise(@Id() id: string, @Body() body: ReviseSupplier): Promise<SupplierView> {
    return SupplierView.of(await this.suppliers.revise(id, body));
  }

  /** Prices from a day on; one for the same part and day is replaced. */
  @Post(':id/prices')
  @HttpCode(200)
  @Allow('parts-buyer', 'service-manager')
  @Answers(SupplierView)
  async setPrices(@Id() id: string, @Body() { prices }: SetPrices): Promise<SupplierView> {
    return SupplierView.of(await this.suppliers.setPrices(id, prices, this.clock.now()));
  }

  /** Nobody orders from it until it is unblocked. */
  @Post(':id/block')
  @HttpCode(200)
  @Allow('purchase-approver', 'service-manager')
  @Answers(SupplierView)
  async block(
    @Id() id: string,
    @Body() { reason }: BlockSupplier,
    @Caller() { id: by }: Principal,
  ): Promise<SupplierView> {
    return SupplierView.of(await this.suppliers.block(id, { reason, by, at: this.clock.now() }));
  }

  @Post(':id/unblock')
  @HttpCode(200)
  @Allow('purchase-approver', 'service-manager')
  @Answers(SupplierView)
  async unblock(@Id() id: string): Promise<SupplierView> {
    return SupplierView.of(await this.suppliers.unblock(id, this.clock.now()));
  }

  @Get()
  @Allow('parts-clerk', 'parts-buyer', 'purchase-approver', 'service-manager')
  @Answers(SupplierView, { page: true })
  async list(@Query() query: PageQuery): Promise<Page<SupplierView>> {
    return pageOf(await this.queries.list(query), (supplier) => SupplierView.of(supplier));
  }

  @Get(':id')
  @Allow('parts-clerk', 'parts-buyer', 'purchase-approver', 'service-manager')
  @Answers(SupplierView)
  async show(@Id() id: string): Promise<SupplierView> {
    return SupplierView.of(await this.queries.byId(id));
  }

  /** Prices of all days, newest first. */
  @Get(':id/prices')
  @Allow('parts-clerk', 'parts-buyer', 'purchase-approver', 'service-manager')
  @Answers(SupplierPriceView, { page: true })
  async prices(@Id() id: string, @Query() query: PageQuery): Promise<Page<SupplierPriceView>> {
    return pageOf(await this.queries.prices(id, query), (price) => SupplierPriceView.of(price));
  }

  /** On time, rejects and price variance of what came on purchase orders from one day to another. */
  @Get(':id/scorecard')
  @Allow('parts-clerk', 'parts-buyer', 'purchase-approver', 'service-manager')
  @Answers(ScorecardView)
  async scorecard(@Id() id: string, @Query() query: ScorecardQuery): Promise<ScorecardView> {
    return this.scorecards.of(id, query);
  }
}
