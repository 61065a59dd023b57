import { Controller, Get, Query } from '@nestjs/common';
import { Allow, Answers } from '@pitlane/platform';
import { PeriodQuery } from '../period/period.dto.js';
import { QualityFiguresView } from './quality-figures.dto.js';
import { QualityFiguresQueries } from './quality-figures.queries.js';

@Controller('v1/quality-figures')
export class QualityFiguresController {
  constructor(private readonly figures: QualityFiguresQueries) {}

  /** First-pass rate, rework rate and comebacks by technician and by operation (WKS-12). */
  @Get()
  @Allow('foreman', 'quality-inspector', 'service-manager')
  @Answers(QualityFiguresView)
  async ofPeriod(@Query() query: PeriodQuery): Promise<QualityFiguresView> {
    return QualityFiguresView.of(query, await this.figures.ofPeriod(query));
  }
}
