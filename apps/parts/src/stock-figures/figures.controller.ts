import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { Allow, Answers, AnswersCsv, AnswersXlsx, Clock, Costs, type Page } from '@pitlane/platform';
import { csvOf, workbookOf } from '@pitlane/platform/sheets';
import { countedLinesSheet, figuresSheet, movementsSheet, requestsSheet } from './figures-files.js';
import { FigureCountedLineView, FigureMovementsExportQuery, FigureMovementsQuery, FigureMovementView,
  FigureRequestView, FiguresPageQuery, FiguresQuery, PartsFiguresView,
} from './figures.dto.js'; // prettier-ignore
import { FiguresQueries } from './figures.queries.js';

@Controller('v1/parts-figures')
export class FiguresController {
  constructor(
    private readonly figures: FiguresQueries,
    private readonly clock: Clock,
  ) {}

  /** Value, turnover, days of stock, overstock, dead stock, fill rate and stock accuracy of a period, each with its definition. */
  @Get()
  @Allow('parts-buyer', 'service-manager', 'group-admin', 'group-auditor')
  @Costs(5)
  @Answers(PartsFiguresView)
  show(@Query() query: FiguresQuery): Promise<PartsFiguresView> {
    return this.figures.of(query, this.clock.now());
  }

  @Get('csv')
  @Allow('parts-buyer', 'service-manager', 'group-admin', 'group-auditor')
  @Costs(5)
  @AnswersCsv()
  async file(@Query() query: FiguresQuery): Promise<string> {
    return csvOf(figuresSheet(await this.figures.of(query, this.clock.now())));
  }

  @Get('xlsx')
  @Allow('parts-buyer', 'service-manager', 'group-admin', 'group-auditor')
  @Costs(5)
  @AnswersXlsx()
  async workbook(@Query() query: FiguresQuery): Promise<StreamableFile> {
    return workbookOf(figuresSheet(await this.figures.of(query, this.clock.now())));
  }

  /** The movements that a figure of one store is made of. */
  @Get('movements')
  @Allow('parts-buyer', 'service-manager', 'group-admin', 'group-auditor')
  @Costs(5)
  @Answers(FigureMovementView, { page: true })
  movements(@Query() query: FigureMovementsQuery): Promise<Page<FigureMovementView>> {
    return this.figures.movements(query, this.clock.now());
  }

  /** The newest 50,000 of them. */
  @Get('movements/csv')
  @Allow('parts-buyer', 'service-manager', 'group-admin', 'group-auditor')
  @Costs(20)
  @AnswersCsv()
  async movementsFile(@Query() query: FigureMovementsExportQuery): Promise<string> {
    return csvOf(movementsSheet(await this.figures.allMovements(query, this.clock.now())));
  }

  /** The newest 50,000 of them. */
  @Get('movements/xlsx')
  @Allow('parts-buyer', 'service-manager', 'group-admin', 'group-auditor')
  @Costs(20)
  @AnswersXlsx()
  async movementsWorkbook(@Query() query: FigureMovementsExportQuery): Promise<StreamableFile> {
    return workbookOf(movementsSheet(await this.figures.allMovements(query, this.clock.now())));
  }

  /** The requests that the fill rate of one store is made of. */
  @Get('requests')
  @Allow('parts-buyer', 'service-manager', 'group-admin', 'group-auditor')
  @Costs(5)
  @Answers(FigureRequestView, { page: true })
  requests(@Query() query: FiguresPageQuery): Promise<Page<FigureRequestView>> {
    return this.figures.requests(query, this.clock.now());
  }

  /** The first 50,000 of them. */
  @Get('requests/csv')
  @Allow('parts-buyer', 'service-manager', 'group-admin', 'group-auditor')
  @Costs(20)
  @AnswersCsv()
  async requestsFile(@Query() query: FiguresQuery): Promise<string> {
    return csvOf(requestsSheet(await this.figures.allRequests(query, this.clock.now())));
  }

  /** The first 50,000 of them. */
  @Get('requests/xlsx')
  @Allow('parts-buyer', 'service-manager', 'group-admin', 'group-auditor')
  @Costs(20)
  @AnswersXlsx()
  async requestsWorkbook(@Query() query: FiguresQuery): Promise<StreamableFile> {
    return workbookOf(requestsSheet(await this.figures.allRequests(query, this.clock.now())));
  }

  /** The counted lines that the stock accuracy of one store is made of. */
  @Get('counted-lines')
  @Allow('parts-buyer', 'service-manager', 'group-admin', 'group-auditor')
  @Costs(5)
  @Answers(FigureCountedLineView, { page: true })
  countedLines(@Query() query: FiguresPageQuery): Promise<Page<FigureCountedLineView>> {
    return this.figures.countedLines(query, this.clock.now());
  }

  /** The first 50,000 of them. */
  @Get('counted-lines/csv')
  @Allow('parts-buyer', 'service-manager', 'group-admin', 'group-auditor')
  @Costs(20)
  @AnswersCsv()
  async countedLinesFile(@Query() query: FiguresQuery): Promise<string> {
    return csvOf(countedLinesSheet(await this.figures.allCountedLines(query, this.clock.now())));
  }

  /** The first 50,000 of them. */
  @Get('counted-lines/xlsx')
  @Allow('parts-buyer', 'service-manager', 'group-admin', 'group-auditor')
  @Costs(20)
  @AnswersXlsx()
  async countedLinesWorkbook(@Query() query: FiguresQuery): Promise<StreamableFile> {
    return workbookOf(countedLinesSheet(await this.figures.allCountedLines(query, this.clock.now())));
  }
}
