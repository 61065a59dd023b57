import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Id, type Principal } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { DecideFinding, EstimateFinding, FindingView, RaiseFinding, SignDeclined } from './finding.dto.js';
import { FindingsService } from './findings.service.js';

@Controller('v1/repair-orders/:id/findings')
export class FindingsController {
  constructor(
    private readonly findings: FindingsService,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Allow('technician', 'technical-expert', 'quality-inspector')
  @Answers(FindingView, { status: 201 })
  async raise(@Id() id: string, @Body() body: RaiseFinding, @Caller() { id: by }: Principal): Promise<FindingView> {
    return FindingView.of(await this.findings.raise(id, uuidv7(), body, { by, at: this.clock.now() }));
  }

  /** What it takes; billing answers with a quote for the next version. */
  @Post(':findingId/estimate')
  @HttpCode(200)
  @Allow('service-advisor', 'service-manager')
  @Answers(FindingView)
  async estimate(
    @Id() orderId: string,
    @Id('findingId') id: string,
    @Body() body: EstimateFinding,
  ): Promise<FindingView> {
    const ids = { orderId, id, quoteVersionId: uuidv7() };
    return FindingView.of(await this.findings.estimate(ids, body, this.clock.now()));
  }

  /** The customer approves (naming the quote and its hash) or declines. */
  @Post(':findingId/decide')
  @HttpCode(200)
  @Allow('service-advisor', 'service-manager')
  @Answers(FindingView)
  async decide(
    @Id() orderId: string,
    @Id('findingId') id: string,
    @Body() body: DecideFinding,
    @Caller() { id: by }: Principal,
  ): Promise<FindingView> {
    return FindingView.of(await this.findings.decide(orderId, id, body, { by, at: this.clock.now() }));
  }

  /** For safety-critical work that was declined, or dropped after all: the car may not leave without it. */
  @Post(':findingId/sign-declined')
  @HttpCode(200)
  @Allow('service-advisor', 'service-manager')
  @Answers(FindingView)
  async signDeclined(
    @Id() orderId: string,
    @Id('findingId') id: string,
    @Body() { signedBy }: SignDeclined,
  ): Promise<FindingView> {
    return FindingView.of(await this.findings.signDeclined(orderId, id, signedBy, this.clock.now()));
  }
}
