import { Module } from '@nestjs/common';
import { AppointmentsModule } from '../appointments/appointments.module.js';
import { CapacityModule } from '../capacity/capacity.module.js';
import { OwnHoldsModule } from '../own-holds/own-holds.module.js';
import { VisitLinksModule } from '../visit-links/visit-links.module.js';
import { OwnBookingsController } from './own-bookings.controller.js';
import { OwnBookingsService } from './own-bookings.service.js';
import { StoreDirectoryController } from './store-directory.controller.js';

@Module({
  imports: [AppointmentsModule, CapacityModule, OwnHoldsModule, VisitLinksModule],
  controllers: [OwnBookingsController, StoreDirectoryController],
  providers: [OwnBookingsService],
})
export class OwnBookingsModule {}
