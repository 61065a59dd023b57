import { Module } from '@nestjs/common';
import { AppointmentsModule } from '../appointments/appointments.module.js';
import { PreparationModule } from '../preparation/preparation.module.js';
import { SlotHoldsModule } from '../slot-holds/slot-holds.module.js';
import { WaitlistModule } from '../waitlist/waitlist.module.js';
import { HoldsWatch } from './holds-watch.service.js';
import { Watch } from './watch.service.js';

@Module({
  imports: [AppointmentsModule, PreparationModule, SlotHoldsModule, WaitlistModule],
  providers: [Watch, HoldsWatch],
})
export class WatchModule {}
