import { Module } from '@nestjs/common';
import { CapacityModule } from '../capacity/capacity.module.js';
import { AppointmentsController } from './appointments.controller.js';
import { AppointmentsQueries } from './appointments.queries.js';
import { AppointmentsService } from './appointments.service.js';

@Module({
  imports: [CapacityModule],
  controllers: [AppointmentsController],
  providers: [AppointmentsService, AppointmentsQueries],
  exports: [AppointmentsService, AppointmentsQueries],
})
export class AppointmentsModule {}
