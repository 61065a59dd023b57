import { Module } from '@nestjs/common';
import { DemandModule } from '../demand/demand.module.js';
import { PegsModule } from '../pegs/pegs.module.js';
import { ReservationsModule } from '../reservations/reservations.module.js';
import { StockModule } from '../stock/stock.module.js';
import { KnownRepairOrdersService } from './known-repair-orders.service.js';
import { KnownRepairOrdersSubscriber } from './known-repair-orders.subscriber.js';

@Module({
  imports: [StockModule, ReservationsModule, PegsModule, DemandModule],
  controllers: [KnownRepairOrdersSubscriber],
  providers: [KnownRepairOrdersService],
})
export class KnownRepairOrdersModule {}
