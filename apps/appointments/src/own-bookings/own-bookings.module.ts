import { Module } from '@nestjs/common';
import { AppointmentsModule } from '../appointments/appointments.module.js';
import { CapacityModule } from '../capacity/capacity.module.js';
import { SlotHoldsModule } from '../slot-holds/slot-holds.module.js';
import { VisitLinksModule } from '../visit-links/visit-links.module.js';
import { OwnBookingsController } from './own-bookings.controller.js';
import { OwnBookingsService } from './own-bookings.service.js';
import { OwnHoldsController } from './own-holds.controller.js';
import { OwnHoldsService } from './own-holds.service.js';
import { StoreDirectoryController } from './store-directory.controller.js';

@Module({
  imports: [AppointmentsModule, CapacityModule, SlotHoldsModule, VisitLinksModule],
  controllers: [OwnBookingsController, OwnHoldsController, StoreDirectoryController],
  providers: [OwnBookingsService, OwnHoldsService],
})
export class OwnBookingsModule {}
