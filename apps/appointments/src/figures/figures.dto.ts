import { BOOKING_CHANNELS, type BookingChannel, Code, Day, Flag, Instant, Integer, ListOf, OneOf, Text, Uuid } from '@pitlane/contracts'; // prettier-ignore
import { PageQuery } from '@pitlane/platform';
import { APPOINTMENT_STATUSES, type AppointmentStatus } from '../appointments/appointment-status.js';
import { FIGURE_UNITS, type FigureName, FIGURES, type FigureUnit } from './figures.js';

export class FiguresQuery {
  /** First calendar day of the store. */
  @Day() from!: string;
  /** Last one, whole. */
  @Day() to!: string;
}

export class FigureAppointmentsExportQuery extends FiguresQuery {
  @OneOf(FIGURES) figure!: FigureName;
}

export class FigureAppointmentsQuery extends PageQuery {
  @OneOf(FIGURES) figure!: FigureName;
  /** First calendar day of the store. */
  @Day() from!: string;
  /** Last one, whole. */
  @Day() to!: string;
}

export class FigureView {
  @OneOf(FIGURES) figure!: FigureName;
  @OneOf(FIGURE_UNITS) unit!: FigureUnit;
  /** `part` divided by `whole`; null where it would be a quotient by nothing. */
  @Integer({ nullable: true }) value!: number | null;
  @Integer() part!: number;
  @Integer() whole!: number;
  @Text(300) definition!: string;
}

/** Capacity in an hour of the day, over all days of the period. */
export class HourView {
  /** As the store's clocks show it: 9 is from nine to ten. */
  @Integer({ max: 23 }) hour!: number;
  @Integer() bookableSlots!: number;
  @Integer() takenSlots!: number;
  @Integer({ nullable: true }) useBasisPoints!: number | null;
}

/** Visits of the period by what brought them or who receives them. */
export class VisitsView {
  /** Bookings made in the period. */
  @Integer() bookings!: number;
  /** To which somebody came, of those that should have begun in the period. */
  @Integer() arrived!: number;
  @Integer() missed!: number;
  /** Whose promise was kept, and whose was broken (APT-10). */
  @Integer() kept!: number;
  @Integer() broken!: number;
  /** Slots that the visits take, cancelled and missed ones left out. */
  @Integer() takenSlots!: number;
}

export class ChannelVisitsView extends VisitsView {
  @OneOf(BOOKING_CHANNELS) channel!: BookingChannel;
}

export class AdvisorVisitsView extends VisitsView {
  @Code() advisorId!: string;
}

export class StoreFiguresView {
  @Text(32) storeId!: string;
  @ListOf(() => FigureView) figures!: FigureView[];
  @ListOf(() => HourView) byHour!: HourView[];
  @ListOf(() => ChannelVisitsView) byChannel!: ChannelVisitsView[];
  @ListOf(() => AdvisorVisitsView) byAdvisor!: AdvisorVisitsView[];
}

/** Figures of the bookings in a period, of each of the caller's stores and of all of them together (APT-14). */
export class BookingFiguresView {
  @Day() from!: string;
  @Day() to!: string;
  @ListOf(() => FigureView) together!: FigureView[];
  @ListOf(() => StoreFiguresView) stores!: StoreFiguresView[];
}

/** An appointment that a figure is made of. */
export class FigureAppointmentView {
  @Uuid() id!: string;
  @OneOf(APPOINTMENT_STATUSES) status!: AppointmentStatus;
  @OneOf(BOOKING_CHANNELS) channel!: BookingChannel;
  @Code() advisorId!: string;
  @Instant() bookedAt!: string;
  @Instant() startsAt!: string;
  /** From the booking to the start. */
  @Integer() leadMinutes!: number;
  @Integer() takenSlots!: number;
  /** Whether it is in the part of the figure; else it is in the whole alone. */
  @Flag() isPart!: boolean;
}
