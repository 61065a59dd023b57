import { Module } from '@nestjs/common';
import { CourtesyLoansModule } from '../courtesy-loans/courtesy-loans.module.js';
import { RidesModule } from '../rides/rides.module.js';
import { MeanwhileService } from './meanwhile.service.js';

@Module({
  imports: [CourtesyLoansModule, RidesModule],
  providers: [MeanwhileService],
  exports: [MeanwhileService],
})
export class MeanwhileModule {}
