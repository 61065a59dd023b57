import { Module } from '@nestjs/common';
import { PartsController } from './parts.controller.js';
import { PartsQueries } from './parts.queries.js';
import { PartsService } from './parts.service.js';

@Module({ controllers: [PartsController], providers: [PartsService, PartsQueries], exports: [PartsService] })
export class CatalogueModule {}
