import { Module } from '@nestjs/common';
import { TechniciansController } from './technicians.controller.js';
import { TechniciansQueries } from './technicians.queries.js';
import { TechniciansService } from './technicians.service.js';

@Module({ controllers: [TechniciansController], providers: [TechniciansService, TechniciansQueries] })
export class TechniciansModule {}
