import { Body, Controller, Get, Post } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Id, type Principal } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { DeliveriesService } from './deliveries.service.js';
import { DeliveryView, ReceiveDelivery } from './delivery.dto.js';

@Controller('v1/deliveries')
export class DeliveriesController {
  constructor(
    private readonly deliveries: DeliveriesService,
    private readonly clock: Clock,
  ) {}

  /** Books a supplier's delivery in, inspected line by line. */
  @Post()
  @Allow('parts-clerk', 'service-manager')
  @Answers(DeliveryView, { status: 201 })
  async receive(@Body() body: ReceiveDelivery, @Caller() caller: Principal): Promise<DeliveryView> {
    const now = this.clock.now();
    const { deliveryNote, supplier, receivedAt } = body;
    const lines = body.lines.map((line) => ({ ...line, lotId: uuidv7() }));
    const facts = { id: uuidv7(), deliveryNote, supplier, receivedBy: caller.id, lines };
    const delivery = { ...facts, receivedAt: receivedAt === undefined ? now : new Date(receivedAt) };
    return DeliveryView.of(await this.deliveries.receive(delivery, now));
  }

  @Get(':id')
  @Allow('parts-clerk', 'parts-buyer', 'service-manager')
  @Answers(DeliveryView)
  async show(@Id() id: string): Promise<DeliveryView> {
    return DeliveryView.of(await this.deliveries.byId(id));
  }
}
