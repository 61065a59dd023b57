import { Module } from '@nestjs/common';
import { ReservationsModule } from '../reservations/reservations.module.js';
import { StockModule } from '../stock/stock.module.js';
import { IssuesController } from './issues.controller.js';
import { IssuesService } from './issues.service.js';

@Module({ imports: [StockModule, ReservationsModule], controllers: [IssuesController], providers: [IssuesService] })
export class IssuesModule {}
