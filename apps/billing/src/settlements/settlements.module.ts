import { Module } from '@nestjs/common';
import { SettlementsController } from './settlements.controller.js';
import { SettlementsService } from './settlements.service.js';
import { SettlementsSubscriber } from './settlements.subscriber.js';

@Module({ controllers: [SettlementsController, SettlementsSubscriber], providers: [SettlementsService] })
export class SettlementsModule {}
