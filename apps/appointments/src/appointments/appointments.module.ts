import { Module } from '@nestjs/common';
import { BookingProposalsModule } from '../booking-proposals/booking-proposals.module.js';
import { CapacityModule } from '../capacity/capacity.module.js';
import { MeanwhileModule } from '../meanwhile/meanwhile.module.js';
import { AppointmentsController } from './appointments.controller.js';
import { AppointmentsQueries } from './appointments.queries.js';
import { AppointmentsService } from './appointments.service.js';
import { ArrivalsService } from './arrivals.service.js';

@Module({
  imports: [CapacityModule, BookingProposalsModule, MeanwhileModule],
  controllers: [AppointmentsController],
  providers: [AppointmentsService, ArrivalsService, AppointmentsQueries],
  exports: [AppointmentsService, AppointmentsQueries],
})
export class AppointmentsModule {}
