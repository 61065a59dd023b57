import { Module } from '@nestjs/common';
import { StockModule } from '../stock/stock.module.js';
import { PartUsages } from './part-usage.service.js';

@Module({ imports: [StockModule], providers: [PartUsages] })
export class PartUsageModule {}
