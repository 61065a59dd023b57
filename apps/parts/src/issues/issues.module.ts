import { Module } from '@nestjs/common';
import { CoresModule } from '../cores/cores.module.js';
import { DemandModule } from '../demand/demand.module.js';
import { ReservationsModule } from '../reservations/reservations.module.js';
import { StockModule } from '../stock/stock.module.js';
import { IssuesController } from './issues.controller.js';
import { IssuesService } from './issues.service.js';

@Module({
  imports: [StockModule, ReservationsModule, DemandModule, CoresModule],
  controllers: [IssuesController],
  providers: [IssuesService],
})
export class IssuesModule {}
