import { Module } from '@nestjs/common';
import { LedgerMonths } from './ledger-months.service.js';
import { Stock } from './stock.service.js';

@Module({
  providers: [Stock, LedgerMonths],
  exports: [Stock],
})
export class StockModule {}
