import { Module } from '@nestjs/common';
import { PreparationController } from './preparation.controller.js';
import { PreparationService } from './preparation.service.js';
import { PreparationSubscriber } from './preparation.subscriber.js';

@Module({
  controllers: [PreparationController, PreparationSubscriber],
  providers: [PreparationService],
  exports: [PreparationService],
})
export class PreparationModule {}
