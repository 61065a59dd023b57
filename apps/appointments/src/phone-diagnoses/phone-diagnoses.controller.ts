import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, type Page, pageOf, type Principal } from '@pitlane/platform';
import { PhoneDiagnosesService } from './phone-diagnoses.service.js';
import {
  DiagnoseBody,
  PhoneDiagnosesQuery,
  PhoneDiagnosisPageView,
  PhoneDiagnosisView,
} from './phone-diagnosis.dto.js';

@Controller('v1/phone-diagnoses')
export class PhoneDiagnosesController {
  constructor(
    private readonly diagnoses: PhoneDiagnosesService,
    private readonly clock: Clock,
  ) {}

  /** A call that was resolved on the phone, or whose booking is left for later (APT-2). */
  @Post()
  @Allow('booking-agent', 'service-advisor', 'service-manager')
  @Answers(PhoneDiagnosisView, { status: 201 })
  async record(@Body() body: DiagnoseBody, @Caller() caller: Principal): Promise<PhoneDiagnosisView> {
    const facts = { ...body, advice: body.advice ?? null };
    return PhoneDiagnosisView.of(await this.diagnoses.record(facts, { at: this.clock.now(), by: caller.id }));
  }

  @Get()
  @Allow('booking-agent', 'service-advisor', 'service-manager', 'crm-agent')
  @Answers(PhoneDiagnosisPageView)
  async list(@Query() { vehicleId, ...page }: PhoneDiagnosesQuery): Promise<Page<PhoneDiagnosisView>> {
    return pageOf(await this.diagnoses.page(vehicleId, page), PhoneDiagnosisView.of);
  }
}
