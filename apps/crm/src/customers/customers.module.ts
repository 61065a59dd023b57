import { Module } from '@nestjs/common';
import { CustomerRecords } from './customer-records.service.js';
import { CustomersController } from './customers.controller.js';
import { CustomersService } from './customers.service.js';

@Module({
  controllers: [CustomersController],
  providers: [CustomersService, CustomerRecords],
  exports: [CustomersService, CustomerRecords],
})
export class CustomersModule {}
