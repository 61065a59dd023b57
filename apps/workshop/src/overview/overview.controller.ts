import { Controller, Get } from '@nestjs/common';
import { Allow, Answers, Clock, Id } from '@pitlane/platform';
import { BoardView, DeferredWorkListView, LoungeView, RepairOrderDetailView } from './overview.dto.js';
import { OverviewQueries } from './overview.queries.js';
import {
  boardBayView, boardOrderView, boardTechnicianView, deferredWorkView, detailView, waitingView,
} from './overview.views.js'; // prettier-ignore

/** What people look at. */
@Controller('v1')
export class OverviewController {
  constructor(
    private readonly overview: OverviewQueries,
    private readonly clock: Clock,
  ) {}

  @Get('repair-orders/:id')
  @Allow(
    'service-advisor',
    'foreman',
    'technician',
    'quality-inspector',
    'technical-expert',
    'parts-clerk',
    'cashier',
    'crm-agent',
    'service-manager',
  )
  @Answers(RepairOrderDetailView)
  async repairOrder(@Id() id: string): Promise<RepairOrderDetailView> {
    return detailView(await this.overview.detailOf(id));
  }

  /** Bays, technicians and cars in the house, with promised times and lateness (WKS-5). */
  @Get('board')
  @Allow('foreman', 'service-advisor', 'technician', 'quality-inspector', 'service-manager')
  @Answers(BoardView)
  async board(): Promise<BoardView> {
    const now = this.clock.now();
    const orders = await this.overview.ordersInHouse();
    const { bays, technicians } = await this.overview.resources();
    return {
      bays: bays.map(boardBayView),
      technicians: technicians.map(boardTechnicianView),
      orders: orders.map((order) => boardOrderView(order, now)),
    };
  }

  /** Who waits, since when, for which car, expected when (WKS-15). */
  @Get('lounge')
  @Allow('service-advisor', 'service-manager')
  @Answers(LoungeView)
  async lounge(): Promise<LoungeView> {
    const now = this.clock.now();
    const orders = await this.overview.ordersInHouse();
    return { waiting: orders.filter(({ meanwhile }) => meanwhile === 'waits').map((order) => waitingView(order, now)) };
  }

  /** Needed but undone work, for the next visit (WKS-7). */
  @Get('vehicles/:vehicleId/deferred-work')
  @Allow('service-advisor', 'booking-agent', 'foreman', 'crm-agent', 'service-manager')
  @Answers(DeferredWorkListView)
  async deferredWork(@Id('vehicleId') vehicleId: string): Promise<DeferredWorkListView> {
    return { items: (await this.overview.deferredWork(vehicleId)).map(deferredWorkView) };
  }
}
