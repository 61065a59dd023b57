import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Id, type Page, pageOf, type Principal } from '@pitlane/platform';
import {
  BookingProposalPageView, BookingProposalsQuery, BookingProposalView, DeclineBody,
} from './booking-proposal.dto.js'; // prettier-ignore
import { BookingProposalsService } from './booking-proposals.service.js';

@Controller('v1/booking-proposals')
export class BookingProposalsController {
  constructor(
    private readonly proposals: BookingProposalsService,
    private readonly clock: Clock,
  ) {}

  /** Visits that readings of cars call for, newest first: whom to invite, with the fault prepared (APT-16). */
  @Get()
  @Allow('booking-agent', 'service-advisor', 'service-manager', 'crm-agent')
  @Answers(BookingProposalPageView)
  async list(@Query() { limit, cursor, ...filter }: BookingProposalsQuery): Promise<Page<BookingProposalView>> {
    const page = await this.proposals.page(filter, { limit, ...(cursor !== undefined && { cursor }) });
    return pageOf(page, BookingProposalView.of);
  }

  @Get(':id')
  @Allow('booking-agent', 'service-advisor', 'service-manager', 'crm-agent')
  @Answers(BookingProposalView)
  async get(@Id() id: string): Promise<BookingProposalView> {
    return BookingProposalView.of(await this.proposals.get(id));
  }

  /** The customer does not want to come for it; it is not proposed again before the fault comes anew. */
  @Post(':id/decline')
  @HttpCode(200)
  @Allow('booking-agent', 'service-advisor', 'service-manager')
  @Answers(BookingProposalView)
  async decline(
    @Id() id: string,
    @Body() { reason }: DeclineBody,
    @Caller() caller: Principal,
  ): Promise<BookingProposalView> {
    const deed = { at: this.clock.now(), by: caller.id };
    return BookingProposalView.of(await this.proposals.decline(id, reason, deed));
  }
}
