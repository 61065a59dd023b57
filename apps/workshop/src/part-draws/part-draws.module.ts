import { Module } from '@nestjs/common';
import { PartDrawsController } from './part-draws.controller.js';
import { PartDrawsService } from './part-draws.service.js';
import { PartDrawsSubscriber } from './part-draws.subscriber.js';

@Module({ controllers: [PartDrawsController, PartDrawsSubscriber], providers: [PartDrawsService] })
export class PartDrawsModule {}
