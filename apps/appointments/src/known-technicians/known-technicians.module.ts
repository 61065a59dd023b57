import { Module } from '@nestjs/common';
import { KnownTechniciansSubscriber } from './known-technicians.subscriber.js';

@Module({ controllers: [KnownTechniciansSubscriber] })
export class KnownTechniciansModule {}
