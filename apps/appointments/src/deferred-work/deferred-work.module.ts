import { Module } from '@nestjs/common';
import { DeferredWorkController } from './deferred-work.controller.js';
import { DeferredWorkService } from './deferred-work.service.js';
import { DeferredWorkSubscriber } from './deferred-work.subscriber.js';

@Module({ controllers: [DeferredWorkController, DeferredWorkSubscriber], providers: [DeferredWorkService] })
export class DeferredWorkModule {}
