import { Controller, Get, Query } from '@nestjs/common';
import { Allow, Answers, Clock, Costs } from '@pitlane/platform';
import { StockValueQuery, StockValueView } from './stock-value.dto.js';
import { StockValueQueries } from './stock-value.queries.js';

@Controller('v1/stock-value')
export class StockValueController {
  constructor(
    private readonly values: StockValueQueries,
    private readonly clock: Clock,
  ) {}

  /** What the stock of each store was worth at the end of a day, by category. */
  @Get()
  @Allow('parts-buyer', 'service-manager', 'group-admin', 'group-auditor')
  @Costs(5)
  @Answers(StockValueView)
  show(@Query() { asOf }: StockValueQuery): Promise<StockValueView> {
    return this.values.asOf(asOf, this.clock.now());
  }
}
