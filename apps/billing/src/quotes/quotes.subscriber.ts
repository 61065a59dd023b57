import { Controller } from '@nestjs/common';
import { QuoteRequested } from '@pitlane/contracts';
import { Clock, Handles, type Tx } from '@pitlane/platform';
import { QuotesService } from './quotes.service.js';

@Controller()
export class QuotesSubscriber {
  constructor(
    private readonly quotes: QuotesService,
    private readonly clock: Clock,
  ) {}

  @Handles(QuoteRequested)
  async answer(event: QuoteRequested, tx: Tx): Promise<void> {
    await this.quotes.answer(event, tx, this.clock.now());
  }
}
