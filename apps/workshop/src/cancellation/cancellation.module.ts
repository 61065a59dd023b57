import { Module } from '@nestjs/common';
import { CancellationController } from './cancellation.controller.js';
import { CancellationService } from './cancellation.service.js';

@Module({ controllers: [CancellationController], providers: [CancellationService] })
export class CancellationModule {}
