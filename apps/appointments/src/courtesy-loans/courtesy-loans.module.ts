import { Module } from '@nestjs/common';
import { CourtesyLoansController } from './courtesy-loans.controller.js';
import { CourtesyLoansQueries } from './courtesy-loans.queries.js';
import { CourtesyLoansService } from './courtesy-loans.service.js';

@Module({
  controllers: [CourtesyLoansController],
  providers: [CourtesyLoansService, CourtesyLoansQueries],
  exports: [CourtesyLoansService],
})
export class CourtesyLoansModule {}
