import { Controller, Get } from '@nestjs/common';
import { Allow, Answers, Costs, Id } from '@pitlane/platform';
import { DeliveryTraceView, LineTraceView, LotTraceView, SettlementTraceView } from './trace.dto.js';
import { TraceQueries } from './trace.queries.js';

@Controller('v1/trace')
export class TraceController {
  constructor(private readonly trace: TraceQueries) {}

  /** Each lot of this delivery: which cars got of it, on which line of which settlement, and what else became of it. */
  @Get('deliveries/:id')
  @Allow('parts-clerk', 'parts-buyer', 'claims-clerk', 'service-advisor', 'cashier', 'service-manager')
  @Costs(5)
  @Answers(DeliveryTraceView)
  delivery(@Id() id: string): Promise<DeliveryTraceView> {
    return this.trace.ofDelivery(id);
  }

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

  /** Which deliveries the parts on each line of this settlement came with. */
  @Get('settlements/:id')
  @Allow('parts-clerk', 'parts-buyer', 'claims-clerk', 'service-advisor', 'cashier', 'service-manager')
  @Answers(SettlementTraceView)
  settlement(@Id() id: string): Promise<SettlementTraceView> {
    return this.trace.ofSettlement(id);
  }
}
