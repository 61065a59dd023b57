import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { DeliveriesModule } from '../deliveries/deliveries.module.js';
import { BookTaking } from './book-taking.service.js';
import { ImportRunner } from './import-runner.service.js';
import { PartsImportsController } from './parts-imports.controller.js';
import { PartsImportsService } from './parts-imports.service.js';

@Module({
  imports: [CatalogueModule, DeliveriesModule],
  controllers: [PartsImportsController],
  providers: [PartsImportsService, ImportRunner, BookTaking],
})
export class PartsImportsModule {}
