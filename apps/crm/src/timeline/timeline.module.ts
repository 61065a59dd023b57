import { Module } from '@nestjs/common';
import { TimelineController } from './timeline.controller.js';
import { TimelineService } from './timeline.service.js';
import { TimelineSubscriber } from './timeline.subscriber.js';

@Module({ controllers: [TimelineController, TimelineSubscriber], providers: [TimelineService] })
export class TimelineModule {}
