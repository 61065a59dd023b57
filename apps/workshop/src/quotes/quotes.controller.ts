import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Id, type Principal } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { RepairOrderView } from '../repair-orders/repair-order.dto.js';
import { Authorize } from './quote.dto.js';
import { QuotesService } from './quotes.service.js';

@Controller('v1/repair-orders/:id')
export class QuotesController {
  constructor(
    private readonly quotes: QuotesService,
    private readonly clock: Clock,
  ) {}

  /** Billing prices the proposed jobs together with the authorised ones; the answer comes as an event. */
  @Post('request-quote')
  @HttpCode(200)
  @Allow('service-advisor', 'service-manager')
  @Answers(RepairOrderView)
  async request(@Id() id: string): Promise<RepairOrderView> {
    return RepairOrderView.of(await this.quotes.request(id, uuidv7(), this.clock.now()));
  }

  /** The customer's signature under one quote (WKS-4). */
  @Post('authorize')
  @HttpCode(200)
  @Allow('service-advisor', 'service-manager')
  @Answers(RepairOrderView)
  async authorize(
    @Id() id: string,
    @Body() body: Authorize,
    @Caller() { id: by }: Principal,
  ): Promise<RepairOrderView> {
    return RepairOrderView.of(await this.quotes.authorize(id, body, { by, at: this.clock.now() }));
  }
}
