import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Allow, Answers, Clock, Id, type Page, pageOf, PageQuery } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { PeriodQuery } from '../period/period.dto.js';
import { RecordAbsence, RegisterTechnician, TechnicianFiguresView, TechnicianView } from './technician.dto.js';
import { TechniciansQueries } from './technicians.queries.js';
import { TechniciansService } from './technicians.service.js';

@Controller('v1/technicians')
export class TechniciansController {
  constructor(
    private readonly technicians: TechniciansService,
    private readonly queries: TechniciansQueries,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Allow('foreman', 'service-manager')
  @Answers(TechnicianView, { status: 201 })
  async register(@Body() body: RegisterTechnician): Promise<TechnicianView> {
    return TechnicianView.of(await this.technicians.register(uuidv7(), body, this.clock.now()));
  }

  @Post(':id/absences')
  @HttpCode(200)
  @Allow('foreman', 'service-manager')
  @Answers(TechnicianView)
  async recordAbsence(@Id() id: string, @Body() body: RecordAbsence): Promise<TechnicianView> {
    return TechnicianView.of(await this.technicians.recordAbsence(id, body, this.clock.now()));
  }

  @Get()
  @Allow('foreman', 'service-manager', 'service-advisor')
  @Answers(TechnicianView, { page: true })
  async list(@Query() query: PageQuery): Promise<Page<TechnicianView>> {
    return pageOf(await this.queries.page(query), (technician) => TechnicianView.of(technician));
  }

  /** Worked, present and flat-rate time of a period (WKS-6). */
  @Get(':id/figures')
  @Allow('foreman', 'service-manager')
  @Answers(TechnicianFiguresView)
  async figures(@Id() id: string, @Query() query: PeriodQuery): Promise<TechnicianFiguresView> {
    return TechnicianFiguresView.of(await this.queries.figures(id, query));
  }
}
