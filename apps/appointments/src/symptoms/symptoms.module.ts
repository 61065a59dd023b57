import { Module } from '@nestjs/common';
import { OperationsController } from './operations.controller.js';
import { SymptomsController } from './symptoms.controller.js';
import { SymptomsQueries } from './symptoms.queries.js';
import { SymptomsService } from './symptoms.service.js';

@Module({ controllers: [SymptomsController, OperationsController], providers: [SymptomsService, SymptomsQueries] })
export class SymptomsModule {}
