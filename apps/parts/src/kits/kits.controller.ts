import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Allow, Answers, Clock, Id, type Page, pageOf } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { DefineKit, KitsQuery, KitView } from './kit.dto.js';
import { KitsService } from './kits.service.js';

@Controller('v1/kits')
export class KitsController {
  constructor(
    private readonly kits: KitsService,
    private readonly clock: Clock,
  ) {}

  /** Defines a kit of parts for an operation, or the next edition of one that is in use. */
  @Post()
  @Allow('parts-clerk', 'service-manager')
  @Answers(KitView, { status: 201 })
  async define(@Body() body: DefineKit): Promise<KitView> {
    const lines = body.lines.map((line) => ({ ...line, id: uuidv7() }));
    return KitView.of(await this.kits.define({ ...body, lines, id: uuidv7() }, this.clock.now()));
  }

  /** The kits in use. */
  @Get()
  @Allow('parts-clerk', 'parts-buyer', 'service-advisor', 'booking-agent', 'foreman', 'technician', 'service-manager')
  @Answers(KitView, { page: true })
  async list(@Query() { operationCode, ...page }: KitsQuery): Promise<Page<KitView>> {
    return pageOf(await this.kits.list(operationCode, page), (kit) => KitView.of(kit));
  }

  @Get(':id')
  @Allow('parts-clerk', 'parts-buyer', 'service-advisor', 'booking-agent', 'foreman', 'technician', 'service-manager')
  @Answers(KitView)
  async show(@Id() id: string): Promise<KitView> {
    return KitView.of(await this.kits.byId(id));
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @Allow('parts-clerk', 'service-manager')
  @Answers(KitView)
  async withdraw(@Id() id: string): Promise<KitView> {
    return KitView.of(await this.kits.withdraw(id, this.clock.now()));
  }
}
