import { Module } from '@nestjs/common';
import { StockModule } from '../stock/stock.module.js';
import { PoliciesController } from './policies.controller.js';
import { PoliciesService } from './policies.service.js';
import { StoreTerms } from './store-terms.service.js';

@Module({
  imports: [StockModule],
  controllers: [PoliciesController],
  providers: [PoliciesService, StoreTerms],
  exports: [StoreTerms],
})
export class PoliciesModule {}
