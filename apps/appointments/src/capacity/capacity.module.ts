import { Module } from '@nestjs/common';
import { CapacityService } from './capacity.service.js';
import { FreeSlotsController } from './free-slots.controller.js';
import { FreeSlotsService } from './free-slots.service.js';

@Module({
  controllers: [FreeSlotsController],
  providers: [CapacityService, FreeSlotsService],
  exports: [CapacityService, FreeSlotsService],
})
export class CapacityModule {}
