import { Module } from '@nestjs/common';
import { StockModule } from '../stock/stock.module.js';
import { CoreTerms } from './core-terms.service.js';
import { CoresController } from './cores.controller.js';
import { CoresQueries } from './cores.queries.js';
import { CoresService } from './cores.service.js';

@Module({
  imports: [StockModule],
  controllers: [CoresController],
  providers: [CoresService, CoresQueries, CoreTerms],
  exports: [CoresService],
})
export class CoresModule {}
