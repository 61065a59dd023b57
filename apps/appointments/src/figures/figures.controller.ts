import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { Allow, Answers, AnswersCsv, AnswersXlsx, Costs, type Page } from '@pitlane/platform';
import { csvOf, workbookOf } from '@pitlane/platform/sheets';
import { appointmentsSheet, figuresSheet } from './figures-files.js';
import {
  BookingFiguresView, FigureAppointmentsExportQuery, FigureAppointmentsQuery, FigureAppointmentView, FiguresQuery,
} from './figures.dto.js'; // prettier-ignore
import { FiguresQueries } from './figures.queries.js';

@Controller('v1/figures')
export class FiguresController {
  constructor(private readonly figures: FiguresQueries) {}

  /** Booking, no-show and kept-promise rates, lead time and capacity use of a period, each with its definition (APT-14). */
  @Get()
  @Allow('service-manager', 'group-admin', 'group-auditor')
  @Costs(5)
  @Answers(BookingFiguresView)
  show(@Query() query: FiguresQuery): Promise<BookingFiguresView> {
    return this.figures.of(query);
  }

  @Get('csv')
  @Allow('service-manager', 'group-admin', 'group-auditor')
  @Costs(5)
  @AnswersCsv()
  async file(@Query() query: FiguresQuery): Promise<string> {
    return csvOf(figuresSheet(await this.figures.of(query)));
  }

  @Get('xlsx')
  @Allow('service-manager', 'group-admin', 'group-auditor')
  @Costs(5)
  @AnswersXlsx()
  async workbook(@Query() query: FiguresQuery): Promise<StreamableFile> {
    return workbookOf(figuresSheet(await this.figures.of(query)));
  }

  /** The appointments that a figure of one store is made of. */
  @Get('appointments')
  @Allow('service-manager', 'group-admin', 'group-auditor')
  @Costs(5)
  @Answers(FigureAppointmentView, { page: true })
  appointments(@Query() query: FigureAppointmentsQuery): Promise<Page<FigureAppointmentView>> {
    return this.figures.appointments(query);
  }

  /** The newest 50,000 of them. */
  @Get('appointments/csv')
  @Allow('service-manager', 'group-admin', 'group-auditor')
  @Costs(20)
  @AnswersCsv()
  async appointmentsFile(@Query() query: FigureAppointmentsExportQuery): Promise<string> {
    return csvOf(appointmentsSheet(await this.figures.allAppointments(query)));
  }

  /** The newest 50,000 of them. */
  @Get('appointments/xlsx')
  @Allow('service-manager', 'group-admin', 'group-auditor')
  @Costs(20)
  @AnswersXlsx()
  async appointmentsWorkbook(@Query() query: FigureAppointmentsExportQuery): Promise<StreamableFile> {
    return workbookOf(appointmentsSheet(await this.figures.allAppointments(query)));
  }
}
