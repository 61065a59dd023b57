import { Module } from '@nestjs/common';
import { Stock } from './stock.service.js';
import { TraceController } from './trace.controller.js';
import { TraceQueries } from './trace.queries.js';

@Module({ controllers: [TraceController], providers: [Stock, TraceQueries], exports: [Stock] })
export class StockModule {}
