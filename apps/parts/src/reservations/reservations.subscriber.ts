import { Controller } from '@nestjs/common';
import { AppointmentBooked, AppointmentCancelled, AppointmentMoved, AppointmentNoShow } from '@pitlane/contracts';
import { Clock, Handles, type Tx } from '@pitlane/platform';
import { MovedVisits } from './moved-visits.service.js';
import { ReservationsService } from './reservations.service.js';

@Controller()
export class ReservationsSubscriber {
  constructor(
    private readonly reservations: ReservationsService,
    private readonly movedVisits: MovedVisits,
    private readonly clock: Clock,
  ) {}

  @Handles(AppointmentBooked)
  async reserve(event: AppointmentBooked, tx: Tx): Promise<void> {
    await this.reservations.reserveForAppointment(tx, event, this.clock.now());
  }

  @Handles(AppointmentMoved)
  async move({ appointmentId, startsAt }: AppointmentMoved, tx: Tx): Promise<void> {
    await this.movedVisits.move(tx, appointmentId, new Date(startsAt), this.clock.now());
  }

  @Handles(AppointmentCancelled)
  async releaseCancelled(event: AppointmentCancelled, tx: Tx): Promise<void> {
    await this.reservations.releaseForAppointment(
      tx,
      event.appointmentId,
      'the appointment is cancelled',
      this.clock.now(),
    );
  }

  @Handles(AppointmentNoShow)
  async releaseMissed(event: AppointmentNoShow, tx: Tx): Promise<void> {
    await this.reservations.releaseForAppointment(
      tx,
      event.appointmentId,
      'the customer did not come',
      this.clock.now(),
    );
  }
}
