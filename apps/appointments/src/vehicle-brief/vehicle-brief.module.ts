import { Module } from '@nestjs/common';
import { VehicleBriefController } from './vehicle-brief.controller.js';
import { VehicleBriefQueries } from './vehicle-brief.queries.js';

@Module({ controllers: [VehicleBriefController], providers: [VehicleBriefQueries] })
export class VehicleBriefModule {}
