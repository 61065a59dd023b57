import { Module } from '@nestjs/common';
import { CourtesyCarsController } from './courtesy-cars.controller.js';
import { CourtesyCarsQueries } from './courtesy-cars.queries.js';
import { CourtesyCarsService } from './courtesy-cars.service.js';

@Module({ controllers: [CourtesyCarsController], providers: [CourtesyCarsService, CourtesyCarsQueries] })
export class CourtesyCarsModule {}
