import { Module } from '@nestjs/common';
import { StockModule } from '../stock/stock.module.js';
import { OldPartsController } from './old-parts.controller.js';
import { OldPartsService } from './old-parts.service.js';

@Module({ imports: [StockModule], controllers: [OldPartsController], providers: [OldPartsService] })
export class OldPartsModule {}
