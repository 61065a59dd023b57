import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Id, type Page, pageOf, type Principal } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { EndOldPart, KeepOldPart, OldPartsQuery, OldPartView } from './old-part.dto.js';
import { OldPartsService } from './old-parts.service.js';

const KEEP_DAYS = 90;

@Controller('v1/old-parts')
export class OldPartsController {
  constructor(
    private readonly oldParts: OldPartsService,
    private readonly clock: Clock,
  ) {}

  /** What was taken off a car on a warranty job goes on its shelf. */
  @Post()
  @Allow('parts-clerk', 'claims-clerk', 'service-manager')
  @Answers(OldPartView, { status: 201 })
  async keep(
    @Body() { keepDays = KEEP_DAYS, ...body }: KeepOldPart,
    @Caller() caller: Principal,
  ): Promise<OldPartView> {
    const facts = { id: uuidv7(), keptBy: caller.id, keptAt: this.clock.now() };
    return OldPartView.of(await this.oldParts.keep({ ...body, ...facts, keepDays }));
  }

  /** The maker gets it, or does not want it, or its time is over. */
  @Post(':id/end')
  @HttpCode(200)
  @Allow('claims-clerk', 'service-manager')
  @Answers(OldPartView)
  async end(@Id() id: string, @Body() body: EndOldPart, @Caller() caller: Principal): Promise<OldPartView> {
    return OldPartView.of(await this.oldParts.end(id, { ...body, by: caller.id, at: this.clock.now() }));
  }

  @Get()
  @Allow('parts-clerk', 'claims-clerk', 'service-manager')
  @Answers(OldPartView, { page: true })
  async list(@Query() { status, dueBy, ...page }: OldPartsQuery): Promise<Page<OldPartView>> {
    const wanted = { ...(status && { status }), ...(dueBy !== undefined && { dueBy }) };
    return pageOf(await this.oldParts.list(wanted, page), (oldPart) => OldPartView.of(oldPart));
  }

  @Get(':id')
  @Allow('parts-clerk', 'claims-clerk', 'service-manager')
  @Answers(OldPartView)
  async show(@Id() id: string): Promise<OldPartView> {
    return OldPartView.of(await this.oldParts.byId(id));
  }
}
