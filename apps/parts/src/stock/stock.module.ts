import { Module } from '@nestjs/common';
import { ExpiredLots } from './expired-lots.service.js';
import { LedgerMonths } from './ledger-months.service.js';
import { Stock } from './stock.service.js';

@Module({
  providers: [Stock, ExpiredLots, LedgerMonths],
  exports: [Stock],
})
export class StockModule {}
