import { Module } from '@nestjs/common';
import { AppointmentsModule } from '../appointments/appointments.module.js';
import { PreparationModule } from '../preparation/preparation.module.js';
import { Watch } from './watch.service.js';

@Module({ imports: [AppointmentsModule, PreparationModule], providers: [Watch] })
export class WatchModule {}
