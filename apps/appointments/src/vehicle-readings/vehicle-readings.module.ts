import { Module } from '@nestjs/common';
import { BookingProposalsModule } from '../booking-proposals/booking-proposals.module.js';
import { VehicleReadingsController } from './vehicle-readings.controller.js';
import { VehicleReadingsService } from './vehicle-readings.service.js';

@Module({
  imports: [BookingProposalsModule],
  controllers: [VehicleReadingsController],
  providers: [VehicleReadingsService],
})
export class VehicleReadingsModule {}
