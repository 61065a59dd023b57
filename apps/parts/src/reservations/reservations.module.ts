import { Module } from '@nestjs/common';
import { PoliciesModule } from '../policies/policies.module.js';
import { SisterStoresModule } from '../sister-stores/sister-stores.module.js';
import { StockModule } from '../stock/stock.module.js';
import { KeptStock } from './kept-stock.service.js';
import { MovedVisits } from './moved-visits.service.js';
import { ReservationsController } from './reservations.controller.js';
import { ReservationsQueries } from './reservations.queries.js';
import { ReservationsService } from './reservations.service.js';
import { ReservationsSubscriber } from './reservations.subscriber.js';
import { Shortages } from './shortage.service.js';
import { SoftReservations } from './soft-reservations.service.js';

@Module({
  imports: [StockModule, SisterStoresModule, PoliciesModule],
  controllers: [ReservationsController, ReservationsSubscriber],
  providers: [ReservationsService, ReservationsQueries, Shortages, SoftReservations, KeptStock, MovedVisits],
  exports: [ReservationsService, KeptStock],
})
export class ReservationsModule {}
