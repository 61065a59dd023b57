import { Module } from '@nestjs/common';
import { FollowUpsController } from './follow-ups.controller.js';
import { FollowUpsService } from './follow-ups.service.js';
import { FollowUpsSubscriber } from './follow-ups.subscriber.js';

@Module({
  controllers: [FollowUpsController, FollowUpsSubscriber],
  providers: [FollowUpsService],
  exports: [FollowUpsService],
})
export class FollowUpsModule {}
