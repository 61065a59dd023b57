import { Module } from '@nestjs/common';
import { SupersessionsController } from './supersessions.controller.js';
import { SupersessionsService } from './supersessions.service.js';

@Module({ controllers: [SupersessionsController], providers: [SupersessionsService] })
export class SupersessionsModule {}
