import { Module } from '@nestjs/common';
import { PoliciesModule } from '../policies/policies.module.js';
import { DeadStockController } from './dead-stock.controller.js';
import { DeadStockService } from './dead-stock.service.js';

@Module({ imports: [PoliciesModule], controllers: [DeadStockController], providers: [DeadStockService] })
export class DeadStockModule {}
