import { Module } from '@nestjs/common';
import { KnownSettlementsSubscriber } from './known-settlements.subscriber.js';

@Module({ controllers: [KnownSettlementsSubscriber] })
export class KnownSettlementsModule {}
