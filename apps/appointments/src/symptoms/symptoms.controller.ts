import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Allow, Answers, Clock, Id, type Page, pageOf, PageQuery } from '@pitlane/platform';
import { AddSymptom, ChangeSymptom, SymptomView } from './symptom.dto.js';
import { SymptomsQueries } from './symptoms.queries.js';
import { SymptomsService } from './symptoms.service.js';

@Controller('v1/symptoms')
export class SymptomsController {
  constructor(
    private readonly symptoms: SymptomsService,
    private readonly queries: SymptomsQueries,
    private readonly clock: Clock,
  ) {}

  /** The store says what is done about something that its customers say; of words that every store knows its own answer counts (APT-2). */
  @Post()
  @Allow('service-manager')
  @Answers(SymptomView, { status: 201 })
  async add(@Body() { words, operations }: AddSymptom): Promise<SymptomView> {
    return SymptomView.of(await this.symptoms.add({ words, operationCodes: operations }, this.clock.now()));
  }

  /** The store's own, newest first. */
  @Get()
  @Allow('booking-agent', 'service-advisor', 'service-manager')
  @Answers(SymptomView, { page: true })
  async list(@Query() page: PageQuery): Promise<Page<SymptomView>> {
    return pageOf(await this.queries.page(page), SymptomView.of);
  }

  /** Something else is done about it from now on. */
  @Post(':id/operations')
  @HttpCode(200)
  @Allow('service-manager')
  @Answers(SymptomView)
  async change(@Id() id: string, @Body() { operations }: ChangeSymptom): Promise<SymptomView> {
    return SymptomView.of(await this.symptoms.change(id, operations, this.clock.now()));
  }
}
