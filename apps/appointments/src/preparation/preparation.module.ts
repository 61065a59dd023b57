import { Module } from '@nestjs/common';
import { CapacityModule } from '../capacity/capacity.module.js';
import { OwedItemsController } from './owed-items.controller.js';
import { OwedItemsQueries } from './owed-items.queries.js';
import { PreparationController } from './preparation.controller.js';
import { PreparationService } from './preparation.service.js';
import { PreparationSubscriber } from './preparation.subscriber.js';

@Module({
  imports: [CapacityModule],
  controllers: [PreparationController, OwedItemsController, PreparationSubscriber],
  providers: [PreparationService, OwedItemsQueries],
  exports: [PreparationService],
})
export class PreparationModule {}
