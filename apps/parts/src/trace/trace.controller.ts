import { Controller, Get } from '@nestjs/common';
import { Allow, Answers, Id } from '@pitlane/platform';
import { LineTraceView, LotTraceView } from './trace.dto.js';
import { TraceQueries } from './trace.queries.js';

@Controller('v1/trace')
export class TraceController {
  constructor(private readonly trace: TraceQueries) {}

  /** Which repair orders got parts of this lot. */
  @Get('lots/:lotId')
  @Allow('parts-clerk', 'parts-buyer', 'claims-clerk', 'service-advisor', 'cashier', 'service-manager')
  @Answers(LotTraceView)
  lot(@Id('lotId') lotId: string): Promise<LotTraceView> {
    return this.trace.ofLot(lotId);
  }

  /** Which deliveries the parts of this repair order line came with. */
  @Get('repair-order-lines/:lineId')
  @Allow('parts-clerk', 'parts-buyer', 'claims-clerk', 'service-advisor', 'cashier', 'service-manager')
  @Answers(LineTraceView)
  line(@Id('lineId') lineId: string): Promise<LineTraceView> {
    return this.trace.ofLine(lineId);
  }
}
