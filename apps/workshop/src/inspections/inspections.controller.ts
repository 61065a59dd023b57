import { Body, Controller, Post } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Id, type Principal } from '@pitlane/platform';
import { Inspect, InspectionView } from './inspection.dto.js';
import { InspectionsService } from './inspections.service.js';

@Controller('v1/repair-orders/:id/jobs/:jobId/inspections')
export class InspectionsController {
  constructor(
    private readonly inspections: InspectionsService,
    private readonly clock: Clock,
  ) {}

  /** Self, peer, final, in this order; a failure raises a rework job and starts them again (WKS-11, WKS-12). */
  @Post()
  @Allow('technician', 'quality-inspector')
  @Answers(InspectionView, { status: 201 })
  async inspect(
    @Id() id: string,
    @Id('jobId') jobId: string,
    @Body() body: Inspect,
    @Caller() { id: by, roles }: Principal,
  ): Promise<InspectionView> {
    const inspector = { by, roles, at: this.clock.now() };
    return InspectionView.of(await this.inspections.inspect(id, jobId, body, inspector));
  }
}
