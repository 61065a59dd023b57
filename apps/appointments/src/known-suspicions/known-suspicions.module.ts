import { Module } from '@nestjs/common';
import { KnownSuspicionsSubscriber } from './known-suspicions.subscriber.js';

@Module({ controllers: [KnownSuspicionsSubscriber] })
export class KnownSuspicionsModule {}
