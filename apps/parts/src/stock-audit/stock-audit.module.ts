import { Module } from '@nestjs/common';
import { StockAuditController } from './stock-audit.controller.js';
import { StockAuditQueries } from './stock-audit.queries.js';

@Module({ controllers: [StockAuditController], providers: [StockAuditQueries] })
export class StockAuditModule {}
