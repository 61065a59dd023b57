import { Module } from '@nestjs/common';
import { ScorecardQueries } from './scorecard.queries.js';
import { SuppliersController } from './suppliers.controller.js';
import { SuppliersQueries } from './suppliers.queries.js';
import { SuppliersService } from './suppliers.service.js';

@Module({ controllers: [SuppliersController], providers: [SuppliersService, SuppliersQueries, ScorecardQueries] })
export class SuppliersModule {}
