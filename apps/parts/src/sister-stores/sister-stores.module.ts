import { Module } from '@nestjs/common';
import { GroupStockController } from './group-stock.controller.js';
import { GroupStock } from './group-stock.service.js';
import { SisterStores } from './sister-stores.service.js';

@Module({
  controllers: [GroupStockController],
  providers: [SisterStores, GroupStock],
  exports: [SisterStores, GroupStock],
})
export class SisterStoresModule {}
