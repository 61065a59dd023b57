import { Module } from '@nestjs/common';
import { RidesController } from './rides.controller.js';
import { RidesQueries } from './rides.queries.js';
import { RidesService } from './rides.service.js';

@Module({ controllers: [RidesController], providers: [RidesService, RidesQueries], exports: [RidesService] })
export class RidesModule {}
