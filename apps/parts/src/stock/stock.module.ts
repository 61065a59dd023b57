import { Module } from '@nestjs/common';
import { ExpiredLots } from './expired-lots.service.js';
import { LedgerMonths } from './ledger-months.service.js';
import { Stock } from './stock.service.js';
import { TraceController } from './trace.controller.js';
import { TraceQueries } from './trace.queries.js';

@Module({
  controllers: [TraceController],
  providers: [Stock, ExpiredLots, LedgerMonths, TraceQueries],
  exports: [Stock],
})
export class StockModule {}
