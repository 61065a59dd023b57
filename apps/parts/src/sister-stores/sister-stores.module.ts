import { Module } from '@nestjs/common';
import { GroupStockController } from './group-stock.controller.js';
import { GroupStockQueries } from './group-stock.queries.js';
import { SisterStores } from './sister-stores.service.js';

@Module({
  controllers: [GroupStockController],
  providers: [SisterStores, GroupStockQueries],
  exports: [SisterStores, GroupStockQueries],
})
export class SisterStoresModule {}
