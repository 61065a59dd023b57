import { Module } from '@nestjs/common';
import { DriversController } from './drivers.controller.js';
import { DriversQueries } from './drivers.queries.js';
import { DriversService } from './drivers.service.js';

@Module({ controllers: [DriversController], providers: [DriversService, DriversQueries] })
export class DriversModule {}
