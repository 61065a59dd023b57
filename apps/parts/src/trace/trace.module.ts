import { Module } from '@nestjs/common';
import { TraceController } from './trace.controller.js';
import { TraceQueries } from './trace.queries.js';

@Module({ controllers: [TraceController], providers: [TraceQueries] })
export class TraceModule {}
