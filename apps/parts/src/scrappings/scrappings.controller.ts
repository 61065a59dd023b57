import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Id, type Page, pageOf, type Principal } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { FindUnfit, RejectScrapping, ScrappingsQuery, ScrappingView } from './scrapping.dto.js';
import { ScrappingsService } from './scrappings.service.js';

@Controller('v1/scrappings')
export class ScrappingsController {
  constructor(
    private readonly scrappings: ScrappingsService,
    private readonly clock: Clock,
  ) {}

  /** Says that parts can be used by nobody: free stock, or what lies in quarantine of a lot. A manager decides. */
  @Post()
  @Allow('parts-clerk', 'parts-buyer', 'service-manager')
  @Answers(ScrappingView, { status: 201 })
  async find(@Body() body: FindUnfit, @Caller() { id: foundBy }: Principal): Promise<ScrappingView> {
    const facts = { id: uuidv7(), lotId: body.lotId ?? null, foundBy, foundAt: this.clock.now() };
    return ScrappingView.of(await this.scrappings.find({ ...body, ...facts }));
  }

  /** Throws away what somebody else found unfit. */
  @Post(':id/scrap')
  @HttpCode(200)
  @Allow('service-manager')
  @Answers(ScrappingView)
  async scrap(@Id() id: string, @Caller() { id: by }: Principal): Promise<ScrappingView> {
    return ScrappingView.of(await this.scrappings.scrap(id, by, this.clock.now()));
  }

  /** The parts can be used, and stay. */
  @Post(':id/reject')
  @HttpCode(200)
  @Allow('service-manager')
  @Answers(ScrappingView)
  async reject(
    @Id() id: string,
    @Body() { reason }: RejectScrapping,
    @Caller() { id: by }: Principal,
  ): Promise<ScrappingView> {
    return ScrappingView.of(await this.scrappings.reject(id, { by, reason, at: this.clock.now() }));
  }

  @Get()
  @Allow('parts-clerk', 'parts-buyer', 'service-manager')
  @Answers(ScrappingView, { page: true })
  async list(@Query() { status, ...page }: ScrappingsQuery): Promise<Page<ScrappingView>> {
    return pageOf(await this.scrappings.list(status, page), (scrapping) => ScrappingView.of(scrapping));
  }

  @Get(':id')
  @Allow('parts-clerk', 'parts-buyer', 'service-manager')
  @Answers(ScrappingView)
  async show(@Id() id: string): Promise<ScrappingView> {
    return ScrappingView.of(await this.scrappings.byId(id));
  }
}
