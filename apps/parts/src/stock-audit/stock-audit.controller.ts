import { Controller, Get, Query } from '@nestjs/common';
import { Allow, Answers, Costs } from '@pitlane/platform';
import { StockAuditQuery, StockAuditView } from './stock-audit.dto.js';
import { StockAuditQueries } from './stock-audit.queries.js';

@Controller('v1/stock-audit')
export class StockAuditController {
  constructor(private readonly audit: StockAuditQueries) {}

  /** Recomputes quantities and costs of 500 lots and lines from the ledger, and names each difference (PRT-17). */
  @Get()
  @Allow('parts-clerk', 'service-manager', 'group-auditor')
  @Costs(5)
  @Answers(StockAuditView)
  look(@Query() query: StockAuditQuery): Promise<StockAuditView> {
    return this.audit.look(query);
  }
}
