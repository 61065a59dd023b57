import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Id, type Page, pageOf, type Principal } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import {
  IncomingTransfersQuery,
  IncomingTransferView,
  ReceiveTransfer,
  RequestTransfer,
} from './incoming-transfer.dto.js';
import { IncomingTransfersService } from './incoming-transfers.service.js';

@Controller('v1/incoming-transfers')
export class IncomingTransfersController {
  constructor(
    private readonly transfers: IncomingTransfersService,
    private readonly clock: Clock,
  ) {}

  /** Asks a sister store for parts. */
  @Post()
  @Allow('parts-clerk', 'parts-buyer', 'service-manager')
  @Answers(IncomingTransferView, { status: 201 })
  async request(@Body() body: RequestTransfer, @Caller() caller: Principal): Promise<IncomingTransferView> {
    const facts = { id: uuidv7(), requestedBy: caller.id, requestedAt: this.clock.now() };
    return IncomingTransferView.of(await this.transfers.request({ ...body, ...facts }));
  }

  /** The parts are here; what is lost or goes back is named and explained. */
  @Post(':id/receive')
  @HttpCode(200)
  @Allow('parts-clerk', 'service-manager')
  @Answers(IncomingTransferView)
  async receive(
    @Id() id: string,
    @Body() { differences = [], ...body }: ReceiveTransfer,
    @Caller() caller: Principal,
  ): Promise<IncomingTransferView> {
    const receipt = { ...body, differences, by: caller.id, at: this.clock.now() };
    return IncomingTransferView.of(await this.transfers.receive(id, receipt));
  }

  @Get()
  @Allow('parts-clerk', 'parts-buyer', 'service-manager')
  @Answers(IncomingTransferView, { page: true })
  async list(@Query() { status, ...page }: IncomingTransfersQuery): Promise<Page<IncomingTransferView>> {
    return pageOf(await this.transfers.list(status, page), (transfer) => IncomingTransferView.of(transfer));
  }

  @Get(':id')
  @Allow('parts-clerk', 'parts-buyer', 'service-manager')
  @Answers(IncomingTransferView)
  async show(@Id() id: string): Promise<IncomingTransferView> {
    return IncomingTransferView.of(await this.transfers.byId(id));
  }
}
