import { Module } from '@nestjs/common';
import { PurchaseOrdersModule } from '../purchase-orders/purchase-orders.module.js';
import { ReservationsModule } from '../reservations/reservations.module.js';
import { StockModule } from '../stock/stock.module.js';
import { DeliveriesController } from './deliveries.controller.js';
import { DeliveriesService } from './deliveries.service.js';
import { Inspection } from './inspection.service.js';

@Module({
  imports: [StockModule, ReservationsModule, PurchaseOrdersModule],
  controllers: [DeliveriesController],
  providers: [DeliveriesService, Inspection],
  exports: [DeliveriesService],
})
export class DeliveriesModule {}
