import { Controller, Get, Header } from '@nestjs/common';
import { Allow, Answers, Id } from '@pitlane/platform';
import { VisitLinksService } from './visit-links.service.js';
import { VisitLinkView } from './visit.dto.js';

@Controller('v1/appointments/:id/link')
export class VisitLinksController {
  constructor(private readonly links: VisitLinksService) {}

  /** The address that is given to the customer. It is read, not made: what a command answers is kept, and a secret should not be. */
  @Get()
  @Header('cache-control', 'no-store')
  @Allow('booking-agent', 'service-advisor', 'service-manager')
  @Answers(VisitLinkView)
  async get(@Id() id: string): Promise<VisitLinkView> {
    return VisitLinkView.of(await this.links.tokenOf(id));
  }
}
