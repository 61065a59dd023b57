import { Module } from '@nestjs/common';
import { KnownRepairOrdersSubscriber } from './known-repair-orders.subscriber.js';

@Module({ controllers: [KnownRepairOrdersSubscriber] })
export class KnownRepairOrdersModule {}
