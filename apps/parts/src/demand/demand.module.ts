import { Module } from '@nestjs/common';
import { StockModule } from '../stock/stock.module.js';
import { DemandBook } from './demand-book.service.js';

@Module({ imports: [StockModule], providers: [DemandBook], exports: [DemandBook] })
export class DemandModule {}
