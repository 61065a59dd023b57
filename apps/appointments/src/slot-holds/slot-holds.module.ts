import { Module } from '@nestjs/common';
import { CapacityModule } from '../capacity/capacity.module.js';
import { CourtesyLoansModule } from '../courtesy-loans/courtesy-loans.module.js';
import { SlotHoldsController } from './slot-holds.controller.js';
import { SlotHoldsQueries } from './slot-holds.queries.js';
import { SlotHoldsService } from './slot-holds.service.js';

@Module({
  imports: [CapacityModule, CourtesyLoansModule],
  controllers: [SlotHoldsController],
  providers: [SlotHoldsService, SlotHoldsQueries],
  exports: [SlotHoldsService],
})
export class SlotHoldsModule {}
