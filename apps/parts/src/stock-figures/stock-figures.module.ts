import { Module } from '@nestjs/common';
import { StockValueController } from './stock-value.controller.js';
import { StockValueQueries } from './stock-value.queries.js';

@Module({ controllers: [StockValueController], providers: [StockValueQueries] })
export class StockFiguresModule {}
