import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { Allow, Answers, Clock, Id, type Page, pageOf } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { UNUSED } from '../part-usage/part-usage.js';
import { NO_STOCK } from '../stock/stock-level.js';
import {
  AlertsQuery,
  AlertView,
  ListedPartsView,
  ListPart,
  ListParts,
  PartsQuery,
  PartStockView,
  PartView,
} from './part.dto.js';
import type { Part } from './part.entity.js';
import { PartsQueries } from './parts.queries.js';
import { PartsService } from './parts.service.js';

@Controller('v1')
export class PartsController {
  constructor(
    private readonly parts: PartsService,
    private readonly queries: PartsQueries,
    private readonly clock: Clock,
  ) {}

  @Post('parts')
  @Allow('parts-clerk', 'service-manager')
  @Answers(PartView, { status: 201 })
  async list(@Body() body: ListPart): Promise<PartView> {
    return newPart(await this.parts.list({ ...body, id: uuidv7() }, this.clock.now()));
  }

  /** Takes up to 200 parts into the catalogue at once: all of them or none. */
  @Post('parts/batch')
  @Allow('parts-clerk', 'service-manager')
  @Answers(ListedPartsView, { status: 201 })
  async listMany(@Body() { parts }: ListParts): Promise<ListedPartsView> {
    const entries = parts.map((part) => ({ ...part, id: uuidv7() }));
    const listed = await this.parts.listMany(entries, this.clock.now());
    return { parts: listed.map(newPart) };
  }

  @Get('parts')
  @Allow('parts-clerk', 'parts-buyer', 'service-advisor', 'booking-agent', 'foreman', 'technician', 'service-manager')
  @Answers(PartView, { page: true })
  async search(@Query() query: PartsQuery): Promise<Page<PartView>> {
    return pageOf(await this.queries.search(query), (entry) => PartView.of(entry));
  }

  @Get('parts/:id')
  @Allow('parts-clerk', 'parts-buyer', 'service-advisor', 'booking-agent', 'foreman', 'technician', 'service-manager')
  @Answers(PartStockView)
  async show(@Id() id: string): Promise<PartStockView> {
    const { lots, ...entry } = await this.queries.byId(id);
    return PartStockView.withLots(entry, lots);
  }

  /** Parts below their minimum or above their maximum now (PRT-6). */
  @Get('alerts')
  @Allow('parts-clerk', 'parts-buyer', 'service-manager')
  @Answers(AlertView, { page: true })
  async alerts(@Query() query: AlertsQuery): Promise<Page<AlertView>> {
    return pageOf(await this.queries.alerts(query), (entry) => AlertView.of(entry));
  }
}

const newPart = (part: Part): PartView => PartView.of({ part, level: NO_STOCK, usage: UNUSED });
