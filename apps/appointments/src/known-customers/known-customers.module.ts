import { Module } from '@nestjs/common';
import { KnownCustomersSubscriber } from './known-customers.subscriber.js';

@Module({ controllers: [KnownCustomersSubscriber] })
export class KnownCustomersModule {}
