import { Module } from '@nestjs/common';
import { DemandModule } from '../demand/demand.module.js';
import { ReservationsModule } from '../reservations/reservations.module.js';
import { StockModule } from '../stock/stock.module.js';
import { CounterReservationsController } from './counter-reservations.controller.js';
import { CounterReservationsService } from './counter-reservations.service.js';
import { CounterTerms } from './counter-terms.service.js';

@Module({
  imports: [ReservationsModule, StockModule, DemandModule],
  controllers: [CounterReservationsController],
  providers: [CounterReservationsService, CounterTerms],
})
export class CounterReservationsModule {}
