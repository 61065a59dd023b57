import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/customers.module.js';
import { VehiclesController } from './vehicles.controller.js';
import { VehiclesService } from './vehicles.service.js';
import { VehiclesSubscriber } from './vehicles.subscriber.js';

@Module({
  imports: [CustomersModule],
  controllers: [VehiclesController, VehiclesSubscriber],
  providers: [VehiclesService],
})
export class VehiclesModule {}
