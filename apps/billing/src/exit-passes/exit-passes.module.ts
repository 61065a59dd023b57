import { Module } from '@nestjs/common';
import { ExitPassTokens } from './exit-pass-tokens.js';
import { ExitPassesController } from './exit-passes.controller.js';
import { ExitPassesService } from './exit-passes.service.js';

@Module({ controllers: [ExitPassesController], providers: [ExitPassesService, ExitPassTokens] })
export class ExitPassesModule {}
