import { Module } from '@nestjs/common';
import { ReservationsModule } from '../reservations/reservations.module.js';
import { StockModule } from '../stock/stock.module.js';
import { ExpiredLots } from './expired-lots.service.js';

@Module({ imports: [StockModule, ReservationsModule], providers: [ExpiredLots] })
export class ExpiredLotsModule {}
