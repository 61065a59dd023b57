import { Module } from '@nestjs/common';
import { AppointmentsModule } from '../appointments/appointments.module.js';
import { CapacityModule } from '../capacity/capacity.module.js';
import { VisitLinksController } from './visit-links.controller.js';
import { VisitLinksService } from './visit-links.service.js';
import { VisitsController } from './visits.controller.js';

@Module({
  imports: [AppointmentsModule, CapacityModule],
  controllers: [VisitsController, VisitLinksController],
  providers: [VisitLinksService],
  exports: [VisitLinksService],
})
export class VisitLinksModule {}
