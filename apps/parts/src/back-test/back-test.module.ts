import { Module } from '@nestjs/common';
import { PoliciesModule } from '../policies/policies.module.js';
import { StockModule } from '../stock/stock.module.js';
import { BackTestController } from './back-test.controller.js';
import { BackTestService } from './back-test.service.js';

@Module({ imports: [StockModule, PoliciesModule], controllers: [BackTestController], providers: [BackTestService] })
export class BackTestModule {}
