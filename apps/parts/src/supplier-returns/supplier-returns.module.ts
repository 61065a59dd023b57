import { Module } from '@nestjs/common';
import { StockModule } from '../stock/stock.module.js';
import { SupplierReturnsController } from './supplier-returns.controller.js';
import { SupplierReturnsService } from './supplier-returns.service.js';

@Module({ imports: [StockModule], controllers: [SupplierReturnsController], providers: [SupplierReturnsService] })
export class SupplierReturnsModule {}
