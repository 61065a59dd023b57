import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Id, type Page, pageOf, type Principal } from '@pitlane/platform';
import {
  OutgoingTransfersQuery,
  OutgoingTransferView,
  RefuseTransfer,
  ShipTransfer,
  TakeBackTransfer,
} from './outgoing-transfer.dto.js';
import { OutgoingTransfersService } from './outgoing-transfers.service.js';

@Controller('v1/outgoing-transfers')
export class OutgoingTransfersController {
  constructor(
    private readonly transfers: OutgoingTransfersService,
    private readonly clock: Clock,
  ) {}

  /** Gives a sister store what it asks for, or less: free stock, oldest lots first. What is reserved stays. */
  @Post(':id/ship')
  @HttpCode(200)
  @Allow('parts-clerk', 'service-manager')
  @Answers(OutgoingTransferView)
  async ship(
    @Id() id: string,
    @Body() { lines }: ShipTransfer,
    @Caller() caller: Principal,
  ): Promise<OutgoingTransferView> {
    return OutgoingTransferView.of(await this.transfers.ship(id, lines, caller.id, this.clock.now()));
  }

  @Post(':id/refuse')
  @HttpCode(200)
  @Allow('parts-clerk', 'service-manager')
  @Answers(OutgoingTransferView)
  async refuse(
    @Id() id: string,
    @Body() { reason }: RefuseTransfer,
    @Caller() caller: Principal,
  ): Promise<OutgoingTransferView> {
    return OutgoingTransferView.of(await this.transfers.refuse(id, reason, caller.id, this.clock.now()));
  }

  /** What the sister store sent back is here: it lies in its own lots again. */
  @Post(':id/take-back')
  @HttpCode(200)
  @Allow('parts-clerk', 'service-manager')
  @Answers(OutgoingTransferView)
  async takeBack(@Id() id: string, @Body() { lost = [], ...body }: TakeBackTransfer): Promise<OutgoingTransferView> {
    return OutgoingTransferView.of(await this.transfers.takeBack(id, { ...body, lost, at: this.clock.now() }));
  }

  @Get()
  @Allow('parts-clerk', 'parts-buyer', 'service-manager')
  @Answers(OutgoingTransferView, { page: true })
  async list(@Query() { status, ...page }: OutgoingTransfersQuery): Promise<Page<OutgoingTransferView>> {
    return pageOf(await this.transfers.list(status, page), (transfer) => OutgoingTransferView.of(transfer));
  }

  @Get(':id')
  @Allow('parts-clerk', 'parts-buyer', 'service-manager')
  @Answers(OutgoingTransferView)
  async show(@Id() id: string): Promise<OutgoingTransferView> {
    return OutgoingTransferView.of(await this.transfers.byId(id));
  }
}
