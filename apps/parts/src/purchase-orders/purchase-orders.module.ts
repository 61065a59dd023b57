import { Module } from '@nestjs/common';
import { DemandModule } from '../demand/demand.module.js';
import { ReservationsModule } from '../reservations/reservations.module.js';
import { StockModule } from '../stock/stock.module.js';
import { LateOrders } from './late-orders.service.js';
import { PurchaseOrdersController } from './purchase-orders.controller.js';
import { Receipts } from './receipts.service.js';
import { PurchaseOrdersService } from './purchase-orders.service.js';

@Module({
  imports: [StockModule, ReservationsModule, DemandModule],
  controllers: [PurchaseOrdersController],
  providers: [PurchaseOrdersService, Receipts, LateOrders],
  exports: [Receipts],
})
export class PurchaseOrdersModule {}
