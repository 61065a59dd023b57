import { Module } from '@nestjs/common';
import { ReservationsModule } from '../reservations/reservations.module.js';
import { StockModule } from '../stock/stock.module.js';
import { Adjustments } from './adjustments.service.js';
import { StocktakesController } from './stocktakes.controller.js';
import { StocktakesQueries } from './stocktakes.queries.js';
import { StocktakesService } from './stocktakes.service.js';

@Module({
  imports: [StockModule, ReservationsModule],
  controllers: [StocktakesController],
  providers: [StocktakesService, StocktakesQueries, Adjustments],
})
export class StocktakesModule {}
