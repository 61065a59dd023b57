import { Module } from '@nestjs/common';
import { QualityFiguresController } from './quality-figures.controller.js';
import { QualityFiguresQueries } from './quality-figures.queries.js';

@Module({ controllers: [QualityFiguresController], providers: [QualityFiguresQueries] })
export class QualityFiguresModule {}
