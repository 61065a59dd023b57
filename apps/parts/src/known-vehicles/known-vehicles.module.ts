import { Module } from '@nestjs/common';
import { KnownVehiclesSubscriber } from './known-vehicles.subscriber.js';

@Module({ controllers: [KnownVehiclesSubscriber] })
export class KnownVehiclesModule {}
