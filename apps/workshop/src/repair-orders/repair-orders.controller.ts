import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Id, type Page, pageOf, type Principal } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { IntakeSheet } from './intake-sheet.js';
import { AddJob, DropJob, ReceiveWalkIn, RepairOrdersQuery, RepairOrderView } from './repair-order.dto.js';
import { RepairOrdersService } from './repair-orders.service.js';

@Controller('v1/repair-orders')
export class RepairOrdersController {
  constructor(
    private readonly repairOrders: RepairOrdersService,
    private readonly clock: Clock,
  ) {}

  /** A customer without a booking; the caller receives them. */
  @Post()
  @Allow('service-advisor')
  @Answers(RepairOrderView, { status: 201 })
  async receiveWalkIn(@Body() body: ReceiveWalkIn, @Caller() { id: by }: Principal): Promise<RepairOrderView> {
    return RepairOrderView.of(await this.repairOrders.receiveWalkIn(uuidv7(), body, { by, at: this.clock.now() }));
  }

  /** The confirmed intake sheet opens the order and gives it its number (WKS-2, WKS-3). */
  @Post(':id/intake')
  @HttpCode(200)
  @Allow('service-advisor')
  @Answers(RepairOrderView)
  async open(@Id() id: string, @Body() body: IntakeSheet, @Caller() { id: by }: Principal): Promise<RepairOrderView> {
    return RepairOrderView.of(await this.repairOrders.open(id, body, { by, at: this.clock.now() }));
  }

  @Post(':id/jobs')
  @Allow('service-advisor', 'service-manager')
  @Answers(RepairOrderView, { status: 201 })
  async addJob(@Id() id: string, @Body() body: AddJob): Promise<RepairOrderView> {
    return RepairOrderView.of(await this.repairOrders.addJob(id, body, this.clock.now()));
  }

  /** A job that will not be done after all: stays on record for the next visit (WKS-13). */
  @Post(':id/jobs/:jobId/drop')
  @HttpCode(200)
  @Allow('service-advisor', 'foreman', 'service-manager')
  @Answers(RepairOrderView)
  async dropJob(@Id() id: string, @Id('jobId') jobId: string, @Body() { reason }: DropJob): Promise<RepairOrderView> {
    return RepairOrderView.of(await this.repairOrders.dropJob(id, jobId, reason, this.clock.now()));
  }

  /** Newest first. */
  @Get()
  @Allow(
    'service-advisor',
    'foreman',
    'technician',
    'quality-inspector',
    'parts-clerk',
    'cashier',
    'crm-agent',
    'service-manager',
  )
  @Answers(RepairOrderView, { page: true })
  async list(@Query() query: RepairOrdersQuery): Promise<Page<RepairOrderView>> {
    return pageOf(await this.repairOrders.page(query), (order) => RepairOrderView.of(order));
  }
}
