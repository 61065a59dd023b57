import { Module } from '@nestjs/common';
import { SlotHoldsModule } from '../slot-holds/slot-holds.module.js';
import { OwnHoldsController } from './own-holds.controller.js';
import { OwnHoldsService } from './own-holds.service.js';

@Module({
  imports: [SlotHoldsModule],
  controllers: [OwnHoldsController],
  providers: [OwnHoldsService],
  exports: [OwnHoldsService],
})
export class OwnHoldsModule {}
