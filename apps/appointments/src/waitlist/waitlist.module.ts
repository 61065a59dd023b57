import { Module } from '@nestjs/common';
import { AppointmentsModule } from '../appointments/appointments.module.js';
import { SlotHoldsModule } from '../slot-holds/slot-holds.module.js';
import { WaitlistOffersService } from './waitlist-offers.service.js';
import { WaitlistController } from './waitlist.controller.js';
import { WaitlistQueries } from './waitlist.queries.js';
import { WaitlistService } from './waitlist.service.js';
import { WaitlistSubscriber } from './waitlist.subscriber.js';

@Module({
  imports: [SlotHoldsModule, AppointmentsModule],
  controllers: [WaitlistController, WaitlistSubscriber],
  providers: [WaitlistService, WaitlistOffersService, WaitlistQueries],
  exports: [WaitlistService, WaitlistOffersService, WaitlistQueries],
})
export class WaitlistModule {}
