import { Module } from '@nestjs/common';
import { BookingProposalsController } from './booking-proposals.controller.js';
import { BookingProposalsService } from './booking-proposals.service.js';
import { BookingProposalsSubscriber } from './booking-proposals.subscriber.js';

@Module({
  controllers: [BookingProposalsController, BookingProposalsSubscriber],
  providers: [BookingProposalsService],
  exports: [BookingProposalsService],
})
export class BookingProposalsModule {}
