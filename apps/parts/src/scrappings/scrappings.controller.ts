import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Id, type Page, pageOf, PageQuery, type Principal } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { ScrapParts, ScrappingView } from './scrapping.dto.js';
import { ScrappingsService } from './scrappings.service.js';

@Controller('v1/scrappings')
export class ScrappingsController {
  constructor(
    private readonly scrappings: ScrappingsService,
    private readonly clock: Clock,
  ) {}

  /** Throws away what somebody else found unfit: free stock, or what lies in quarantine of a lot. */
  @Post()
  @Allow('service-manager')
  @Answers(ScrappingView, { status: 201 })
  async scrap(@Body() body: ScrapParts, @Caller() caller: Principal): Promise<ScrappingView> {
    const facts = { id: uuidv7(), scrappedBy: caller.id, scrappedAt: this.clock.now() };
    return ScrappingView.of(await this.scrappings.scrap({ ...body, ...facts }));
  }

  @Get()
  @Allow('parts-clerk', 'parts-buyer', 'service-manager')
  @Answers(ScrappingView, { page: true })
  async list(@Query() page: PageQuery): Promise<Page<ScrappingView>> {
    return pageOf(await this.scrappings.list(page), (scrapping) => ScrappingView.of(scrapping));
  }

  @Get(':id')
  @Allow('parts-clerk', 'parts-buyer', 'service-manager')
  @Answers(ScrappingView)
  async show(@Id() id: string): Promise<ScrappingView> {
    return ScrappingView.of(await this.scrappings.byId(id));
  }
}
