import { Module } from '@nestjs/common';
import { DemandModule } from '../demand/demand.module.js';
import { LostSalesController } from './lost-sales.controller.js';
import { LostSalesService } from './lost-sales.service.js';

@Module({ imports: [DemandModule], controllers: [LostSalesController], providers: [LostSalesService] })
export class LostSalesModule {}
