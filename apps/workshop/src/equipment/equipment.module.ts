import { Module } from '@nestjs/common';
import { EquipmentWatch } from './equipment-watch.service.js';
import { EquipmentController } from './equipment.controller.js';
import { EquipmentService } from './equipment.service.js';

@Module({ controllers: [EquipmentController], providers: [EquipmentService, EquipmentWatch] })
export class EquipmentModule {}
