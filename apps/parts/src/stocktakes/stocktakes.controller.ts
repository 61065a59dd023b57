import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Id, type Page, pageOf, type Principal } from '@pitlane/platform';
import {
  ApproveStocktake,
  CancelStocktake,
  CountParts,
  DuePartsView,
  OpenStocktake,
  StocktakesQuery,
  StocktakeSummaryView,
  StocktakeView,
} from './stocktake.dto.js';
import type { Stocktake } from './stocktake.entity.js';
import { StocktakesQueries } from './stocktakes.queries.js';
import { StocktakesService } from './stocktakes.service.js';

@Controller('v1')
export class StocktakesController {
  constructor(
    private readonly stocktakes: StocktakesService,
    private readonly queries: StocktakesQueries,
    private readonly clock: Clock,
  ) {}

  /** A sheet of at most 200 parts: what is due by its class, what was not counted yet in a full stocktake, or parts by number. */
  @Post('stocktakes')
  @Allow('parts-clerk', 'service-manager')
  @Answers(StocktakeView, { status: 201 })
  async open(@Body() { notCountedSince, ...plan }: OpenStocktake, @Caller() caller: Principal): Promise<StocktakeView> {
    const since = notCountedSince !== undefined && { notCountedSince: new Date(notCountedSince) };
    return sheetFor(caller, await this.stocktakes.open({ ...plan, ...since }, caller.id, this.clock.now()));
  }

  @Get('stocktakes')
  @Allow('parts-clerk', 'parts-buyer', 'service-manager')
  @Answers(StocktakeSummaryView, { page: true })
  async list(
    @Query() { status, ...page }: StocktakesQuery,
    @Caller() caller: Principal,
  ): Promise<Page<StocktakeSummaryView>> {
    return pageOf(await this.queries.list(status, page), (stocktake) =>
      StocktakeSummaryView.of(stocktake, isBlindFor(caller, stocktake)),
    );
  }

  @Get('stocktakes/:id')
  @Allow('parts-clerk', 'parts-buyer', 'service-manager')
  @Answers(StocktakeView)
  async show(@Id() id: string, @Caller() caller: Principal): Promise<StocktakeView> {
    return sheetFor(caller, await this.queries.byId(id));
  }

  /** What the caller counted, in one walk or several. A variance above the threshold asks for another person's count. */
  @Post('stocktakes/:id/counts')
  @HttpCode(200)
  @Allow('parts-clerk', 'service-manager')
  @Answers(StocktakeView)
  async count(@Id() id: string, @Body() { counts }: CountParts, @Caller() caller: Principal): Promise<StocktakeView> {
    const now = this.clock.now();
    const seen = counts.map(({ countedAt, ...count }) => ({
      ...count,
      countedBy: caller.id,
      countedAt: countedAt === undefined ? now : new Date(countedAt),
    }));
    return sheetFor(caller, await this.stocktakes.count(id, seen, now));
  }

  /** A manager who counted none of it lets the ledger follow the counts. */
  @Post('stocktakes/:id/approve')
  @HttpCode(200)
  @Allow('service-manager')
  @Answers(StocktakeView)
  async approve(
    @Id() id: string,
    @Body() { reason, releaseLineIds = [] }: ApproveStocktake,
    @Caller() caller: Principal,
  ): Promise<StocktakeView> {
    const decision = { by: caller.id, reason, at: this.clock.now() };
    return sheetFor(caller, await this.stocktakes.approve(id, releaseLineIds, decision));
  }

  @Post('stocktakes/:id/cancel')
  @HttpCode(200)
  @Allow('service-manager')
  @Answers(StocktakeView)
  async cancel(
    @Id() id: string,
    @Body() { reason }: CancelStocktake,
    @Caller() caller: Principal,
  ): Promise<StocktakeView> {
    const decision = { by: caller.id, reason, at: this.clock.now() };
    return sheetFor(caller, await this.stocktakes.cancel(id, decision));
  }

  @Get('due-counts')
  @Allow('parts-clerk', 'parts-buyer', 'service-manager')
  @Answers(DuePartsView)
  async due(): Promise<DuePartsView> {
    return DuePartsView.of(await this.queries.due({ kind: 'cyclic' }, this.clock.now()));
  }
}

const isBlindFor = ({ id, roles }: Principal, stocktake: Stocktake): boolean =>
  stocktake.isBlindFor(id, roles.includes('service-manager'));

const sheetFor = (caller: Principal, stocktake: Stocktake): StocktakeView =>
  StocktakeView.withLines(stocktake, isBlindFor(caller, stocktake));
