import { Module } from '@nestjs/common';
import { ReservationsModule } from '../reservations/reservations.module.js';
import { StockModule } from '../stock/stock.module.js';
import { RequisitionsController } from './requisitions.controller.js';
import { RequisitionsQueries } from './requisitions.queries.js';
import { RequisitionsService } from './requisitions.service.js';
import { Suggestions } from './suggestions.service.js';

@Module({
  imports: [StockModule, ReservationsModule],
  controllers: [RequisitionsController],
  providers: [RequisitionsService, RequisitionsQueries, Suggestions],
})
export class RequisitionsModule {}
