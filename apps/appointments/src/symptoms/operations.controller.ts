import { Controller, Get, Query } from '@nestjs/common';
import { Allow, Answers, Clock, Costs } from '@pitlane/platform';
import { FoundOperationsView, FoundOperationView, OperationsQuery } from './symptom.dto.js';
import { SymptomsQueries } from './symptoms.queries.js';

@Controller('v1/operations')
export class OperationsController {
  constructor(
    private readonly symptoms: SymptomsQueries,
    private readonly clock: Clock,
  ) {}

  /** Operations of the labor catalog for what a customer says, at most 20, with minutes and price range (APT-2, APT-3). */
  @Get()
  @Costs(2)
  @Allow('booking-agent', 'service-advisor', 'service-manager')
  @Answers(FoundOperationsView)
  async find(@Query() { words }: OperationsQuery): Promise<FoundOperationsView> {
    return { operations: (await this.symptoms.find(words, this.clock.now())).map(FoundOperationView.of) };
  }
}
