import { Module } from '@nestjs/common';
import { PhoneDiagnosesController } from './phone-diagnoses.controller.js';
import { PhoneDiagnosesService } from './phone-diagnoses.service.js';

@Module({ controllers: [PhoneDiagnosesController], providers: [PhoneDiagnosesService] })
export class PhoneDiagnosesModule {}
