import { Controller, Get, Query } from '@nestjs/common';
import { Allow, AnswersHtml, Clock, Costs } from '@pitlane/platform';
import { boardPage } from './board-page.js';
import { WeekBoardQuery } from './week-board.dto.js';
import { WeekBoardQueries } from './week-board.queries.js';

@Controller('v1/week-board')
export class WeekBoardController {
  constructor(
    private readonly queries: WeekBoardQueries,
    private readonly clock: Clock,
  ) {}

  /** What each bay is kept for, by day, as a page in Chinese: closed days, and how much of the bays' time is taken. */
  @Get()
  @Costs(5)
  @Allow('foreman', 'service-advisor', 'booking-agent', 'service-manager')
  @AnswersHtml()
  async show(@Query() { week }: WeekBoardQuery): Promise<string> {
    return boardPage(await this.queries.board(week, this.clock.now()));
  }
}
