import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Allow, Answers, Clock, Costs, Id } from '@pitlane/platform';
import { ReservationView } from '../reservations/reservation.dto.js';
import { ReleaseReservation, ReserveAtCounter } from './counter-reservation.dto.js';
import { CounterReservationsService } from './counter-reservations.service.js';

@Controller('v1/reservations')
export class CounterReservationsController {
  constructor(
    private readonly reservations: CounterReservationsService,
    private readonly clock: Clock,
  ) {}

  /** Keeps parts for a customer on the phone or a job of tomorrow: of each line what there is; `missingThousandths` is what there is not. */
  @Post()
  @Costs(5)
  @Allow('parts-clerk', 'service-advisor', 'service-manager')
  @Answers(ReservationView, { status: 201 })
  async reserve(@Body() { keptUntil, ...wanted }: ReserveAtCounter): Promise<ReservationView> {
    const request = { ...wanted, ...(keptUntil !== undefined && { keptUntil: new Date(keptUntil) }) };
    return ReservationView.of(await this.reservations.reserve(request, this.clock.now()));
  }

  /** It is not wanted any more: what it kept goes to those who wait for it. */
  @Post(':id/release')
  @HttpCode(200)
  @Allow('parts-clerk', 'service-advisor', 'service-manager')
  @Answers(ReservationView)
  async release(@Id() id: string, @Body() { reason }: ReleaseReservation): Promise<ReservationView> {
    return ReservationView.of(await this.reservations.release(id, reason, this.clock.now()));
  }
}
