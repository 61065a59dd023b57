import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Id, type Page, pageOf, type Principal } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import {
  ConfirmPurchaseOrder,
  EndPurchaseOrder,
  PlacePurchaseOrder,
  PurchaseOrdersQuery,
  PurchaseOrderView,
  PurchaseReceiptView,
  ShipPurchaseOrder,
} from './purchase-order.dto.js';
import type { StepTaken } from './purchase-order-step.entity.js';
import { Receipts } from './receipts.service.js';
import { PurchaseOrdersService } from './purchase-orders.service.js';

@Controller('v1/purchase-orders')
export class PurchaseOrdersController {
  constructor(
    private readonly orders: PurchaseOrdersService,
    private readonly receipts: Receipts,
    private readonly clock: Clock,
  ) {}

  /** Makes a draft of approved requisitions of one supplier and one urgency. */
  @Post()
  @Allow('parts-buyer', 'service-manager')
  @Answers(PurchaseOrderView, { status: 201 })
  async place(@Body() { requisitions }: PlacePurchaseOrder, @Caller() caller: Principal): Promise<PurchaseOrderView> {
    const requisitionIds = requisitions.map(({ requisitionId }) => requisitionId);
    return PurchaseOrderView.of(await this.orders.place(uuidv7(), requisitionIds, this.takenBy(caller)));
  }

  /** It went to the supplier: expected by the supplier's lead time. */
  @Post(':id/send')
  @HttpCode(200)
  @Allow('parts-buyer', 'service-manager')
  @Answers(PurchaseOrderView)
  async send(@Id() id: string, @Caller() caller: Principal): Promise<PurchaseOrderView> {
    return PurchaseOrderView.of(await this.orders.send(id, this.takenBy(caller)));
  }

  /** The supplier names the day, or another day than before. */
  @Post(':id/confirm')
  @HttpCode(200)
  @Allow('parts-buyer', 'service-manager')
  @Answers(PurchaseOrderView)
  async confirm(
    @Id() id: string,
    @Body() { expectedOn }: ConfirmPurchaseOrder,
    @Caller() caller: Principal,
  ): Promise<PurchaseOrderView> {
    return PurchaseOrderView.of(await this.orders.confirm(id, expectedOn, this.takenBy(caller)));
  }

  @Post(':id/ship')
  @HttpCode(200)
  @Allow('parts-buyer', 'parts-clerk', 'service-manager')
  @Answers(PurchaseOrderView)
  async ship(
    @Id() id: string,
    @Body() { trackingNumber }: ShipPurchaseOrder,
    @Caller() caller: Principal,
  ): Promise<PurchaseOrderView> {
    return PurchaseOrderView.of(await this.orders.ship(id, trackingNumber, this.takenBy(caller)));
  }

  /** Nothing came and nothing will. */
  @Post(':id/cancel')
  @HttpCode(200)
  @Allow('parts-buyer', 'service-manager')
  @Answers(PurchaseOrderView)
  async cancel(
    @Id() id: string,
    @Body() { reason }: EndPurchaseOrder,
    @Caller() caller: Principal,
  ): Promise<PurchaseOrderView> {
    return PurchaseOrderView.of(await this.orders.cancel(id, reason, this.takenBy(caller)));
  }

  /** Some of it came; the rest is given up. */
  @Post(':id/close')
  @HttpCode(200)
  @Allow('parts-buyer', 'service-manager')
  @Answers(PurchaseOrderView)
  async close(
    @Id() id: string,
    @Body() { reason }: EndPurchaseOrder,
    @Caller() caller: Principal,
  ): Promise<PurchaseOrderView> {
    return PurchaseOrderView.of(await this.orders.close(id, reason, this.takenBy(caller)));
  }

  @Get()
  @Allow('parts-clerk', 'parts-buyer', 'purchase-approver', 'service-manager')
  @Answers(PurchaseOrderView, { page: true })
  async list(@Query() query: PurchaseOrdersQuery): Promise<Page<PurchaseOrderView>> {
    return pageOf(await this.orders.list(query, this.clock.now()), (order) => PurchaseOrderView.of(order));
  }

  @Get(':id')
  @Allow('parts-clerk', 'parts-buyer', 'purchase-approver', 'service-manager')
  @Answers(PurchaseOrderView)
  async show(@Id() id: string): Promise<PurchaseOrderView> {
    return PurchaseOrderView.of(await this.orders.byId(id));
  }

  /** What came of it, at what price, and whether in time. */
  @Get(':id/receipts')
  @Allow('parts-clerk', 'parts-buyer', 'purchase-approver', 'service-manager')
  @Answers(PurchaseReceiptView, { list: true })
  async receiptsOf(@Id() id: string): Promise<PurchaseReceiptView[]> {
    return (await this.receipts.of(id)).map((receipt) => PurchaseReceiptView.of(receipt));
  }

  private takenBy({ id: by }: Principal): StepTaken {
    return { id: uuidv7(), by, at: this.clock.now() };
  }
}
