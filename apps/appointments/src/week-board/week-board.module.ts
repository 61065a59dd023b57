import { Module } from '@nestjs/common';
import { WeekBoardController } from './week-board.controller.js';
import { WeekBoardQueries } from './week-board.queries.js';

@Module({ controllers: [WeekBoardController], providers: [WeekBoardQueries] })
export class WeekBoardModule {}
