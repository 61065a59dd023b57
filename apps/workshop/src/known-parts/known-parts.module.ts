import { Module } from '@nestjs/common';
import { KnownPartsSubscriber } from './known-parts.subscriber.js';

@Module({ controllers: [KnownPartsSubscriber] })
export class KnownPartsModule {}
