import { Module } from '@nestjs/common';
import { SisterStoresModule } from '../sister-stores/sister-stores.module.js';
import { StockModule } from '../stock/stock.module.js';
import { ReservationsController } from './reservations.controller.js';
import { ReservationsQueries } from './reservations.queries.js';
import { ReservationsService } from './reservations.service.js';
import { ReservationsSubscriber } from './reservations.subscriber.js';
import { ShortageQueries } from './shortage.queries.js';

@Module({
  imports: [StockModule, SisterStoresModule],
  controllers: [ReservationsController, ReservationsSubscriber],
  providers: [ReservationsService, ReservationsQueries, ShortageQueries],
  exports: [ReservationsService],
})
export class ReservationsModule {}
