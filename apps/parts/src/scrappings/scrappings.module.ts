import { Module } from '@nestjs/common';
import { StockModule } from '../stock/stock.module.js';
import { ScrappingsController } from './scrappings.controller.js';
import { ScrappingsService } from './scrappings.service.js';

@Module({ imports: [StockModule], controllers: [ScrappingsController], providers: [ScrappingsService] })
export class ScrappingsModule {}
