import { Module } from '@nestjs/common';
import { WaitlistModule } from '../waitlist/waitlist.module.js';
import { OwnWaitlistController } from './own-waitlist.controller.js';
import { OwnWaitlistService } from './own-waitlist.service.js';

@Module({ imports: [WaitlistModule], controllers: [OwnWaitlistController], providers: [OwnWaitlistService] })
export class OwnWaitlistModule {}
