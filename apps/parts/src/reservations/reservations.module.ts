import { Module } from '@nestjs/common';
import { StockModule } from '../stock/stock.module.js';
import { ReservationsController } from './reservations.controller.js';
import { ReservationsQueries } from './reservations.queries.js';
import { ReservationsService } from './reservations.service.js';
import { ReservationsSubscriber } from './reservations.subscriber.js';

@Module({
  imports: [StockModule],
  controllers: [ReservationsController, ReservationsSubscriber],
  providers: [ReservationsService, ReservationsQueries],
  exports: [ReservationsService],
})
export class ReservationsModule {}
