import { Module } from '@nestjs/common';
import { KnownOperationsSubscriber } from './known-operations.subscriber.js';

@Module({ controllers: [KnownOperationsSubscriber] })
export class KnownOperationsModule {}
