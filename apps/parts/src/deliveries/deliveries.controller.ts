import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Id, type Principal } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { DeliveriesService } from './deliveries.service.js';
import { DecideLot, DeliveryView, PutAway, ReceiveDelivery } from './delivery.dto.js';
import { Inspection } from './inspection.service.js';

@Controller('v1/deliveries')
export class DeliveriesController {
  constructor(
    private readonly deliveries: DeliveriesService,
    private readonly inspection: Inspection,
    private readonly clock: Clock,
  ) {}

  /** Books a supplier's delivery in, inspected line by line. */
  @Post()
  @Allow('parts-clerk', 'service-manager')
  @Answers(DeliveryView, { status: 201 })
  async receive(@Body() body: ReceiveDelivery, @Caller() caller: Principal): Promise<DeliveryView> {
    const now = this.clock.now();
    const { deliveryNote, supplier, receivedAt, purchaseOrderId } = body;
    const ordered = purchaseOrderId !== undefined && { purchaseOrderId };
    const lines = body.lines.map((line) => ({ ...ordered, ...line, lotId: uuidv7() }));
    const facts = { id: uuidv7(), deliveryNote, supplier, receivedBy: caller.id, lines };
    const delivery = { ...facts, receivedAt: receivedAt === undefined ? now : new Date(receivedAt) };
    return DeliveryView.of(await this.deliveries.receive(delivery, now));
  }

  /** Accepts or rejects a lot that was put into quarantine for a later decision. */
  @Post(':id/lots/:lotId/decide')
  @HttpCode(200)
  @Allow('parts-clerk', 'service-manager')
  @Answers(DeliveryView)
  async decide(@Id() id: string, @Id('lotId') lotId: string, @Body() body: DecideLot): Promise<DeliveryView> {
    return DeliveryView.of(await this.inspection.decide(id, lotId, { ...body, at: this.clock.now() }));
  }

  /** Accepted lots lie in their bins now. */
  @Post(':id/put-away')
  @HttpCode(200)
  @Allow('parts-clerk', 'service-manager')
  @Answers(DeliveryView)
  async putAway(@Id() id: string, @Body() { lots }: PutAway, @Caller() { id: by }: Principal): Promise<DeliveryView> {
    return DeliveryView.of(await this.inspection.putAway(id, lots, { by, at: this.clock.now() }));
  }

  @Get(':id')
  @Allow('parts-clerk', 'parts-buyer', 'service-manager')
  @Answers(DeliveryView)
  async show(@Id() id: string): Promise<DeliveryView> {
    return DeliveryView.of(await this.deliveries.byId(id));
  }
}
