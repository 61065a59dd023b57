import { Module } from '@nestjs/common';
import { ReservationsModule } from '../reservations/reservations.module.js';
import { RecallsController } from './recalls.controller.js';
import { RecallsService } from './recalls.service.js';

@Module({
  imports: [ReservationsModule],
  controllers: [RecallsController],
  providers: [RecallsService],
  exports: [RecallsService],
})
export class RecallsModule {}
