import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { Allow, Answers, Clock, Costs, Id } from '@pitlane/platform';
import { EraseCustomer, ErasureView } from './erasure.dto.js';
import { ErasureService } from './erasure.service.js';
import { ExportView } from './export.dto.js';
import { ExportService } from './export.service.js';

/** What a person may ask of who holds their data (CRM-12; PIPL, articles 45 to 47). To correct it is `PATCH /v1/customers/:id`. */
@Controller('v1/customers')
export class RightsController {
  constructor(
    private readonly exports: ExportService,
    private readonly erasures: ErasureService,
    private readonly clock: Clock,
  ) {}

  @Get(':id/export')
  @Costs(50)
  @Allow('service-manager', 'group-admin')
  @Answers(ExportView)
  async export(@Id() id: string): Promise<ExportView> {
    return this.exports.export(id, this.clock.now());
  }

  /** For good, in all stores of the group. */
  @Post(':id/erase')
  @HttpCode(200)
  @Allow('service-manager', 'group-admin')
  @Answers(ErasureView)
  async erase(@Id() id: string, @Body() { reason }: EraseCustomer): Promise<ErasureView> {
    return ErasureView.of(await this.erasures.erase(id, reason, this.clock.now()));
  }
}
