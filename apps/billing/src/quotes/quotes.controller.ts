import { Controller, Get, Query } from '@nestjs/common';
import { Allow, Answers, AnswersHtml, Id, type Page, pageOf, Stores } from '@pitlane/platform';
import { quotePage } from './quote-print.js';
import { QuoteQuery, QuoteView } from './quote.dto.js';
import { QuotesService } from './quotes.service.js';

@Controller('v1/quotes')
export class QuotesController {
  constructor(
    private readonly quotes: QuotesService,
    private readonly stores: Stores,
  ) {}

  @Get()
  @Allow('service-advisor', 'cashier', 'claims-clerk', 'service-manager', 'integration')
  @Answers(QuoteView, { page: true })
  async page(@Query() { repairOrderId, ...page }: QuoteQuery): Promise<Page<QuoteView>> {
    const where = repairOrderId === undefined ? {} : { repairOrderId };
    return pageOf(await this.quotes.page(where, page), (quote) => QuoteView.of(quote));
  }

  @Get(':id')
  @Allow('service-advisor', 'cashier', 'claims-clerk', 'service-manager', 'integration')
  @Answers(QuoteView)
  async get(@Id() id: string): Promise<QuoteView> {
    return QuoteView.of(await this.quotes.get(id));
  }

  @Get(':id/print')
  @Allow('service-advisor', 'cashier', 'claims-clerk', 'service-manager')
  @AnswersHtml()
  async print(@Id() id: string): Promise<string> {
    const toPrint = await this.quotes.toPrint(id);
    return quotePage(toPrint, this.stores.get(toPrint.quote.storeId));
  }
}
