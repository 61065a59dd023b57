import { Module } from '@nestjs/common';
import { KnownBaysSubscriber } from './known-bays.subscriber.js';

@Module({ controllers: [KnownBaysSubscriber] })
export class KnownBaysModule {}
