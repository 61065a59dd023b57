import { Module } from '@nestjs/common';
import { DraftsSubscriber } from './drafts.subscriber.js';

@Module({ controllers: [DraftsSubscriber] })
export class DraftsModule {}
