import { Module } from '@nestjs/common';
import { KnownExitPassesSubscriber } from './known-exit-passes.subscriber.js';

@Module({ controllers: [KnownExitPassesSubscriber] })
export class KnownExitPassesModule {}
