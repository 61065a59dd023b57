import { Module } from '@nestjs/common';
import { CapacityService } from './capacity.service.js';
import { FreeSlotsController } from './free-slots.controller.js';

@Module({ controllers: [FreeSlotsController], providers: [CapacityService], exports: [CapacityService] })
export class CapacityModule {}
