import { Module } from '@nestjs/common';
import { FiguresController } from './figures.controller.js';
import { FiguresQueries } from './figures.queries.js';
import { StockValueController } from './stock-value.controller.js';
import { StockValueQueries } from './stock-value.queries.js';

@Module({
  controllers: [StockValueController, FiguresController],
  providers: [StockValueQueries, FiguresQueries],
})
export class StockFiguresModule {}
