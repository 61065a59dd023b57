import { Day, Instant, Integer, ListOf, OneOf, Text, TextList, Uuid } from '@pitlane/contracts';
import type { Store } from '@pitlane/platform';
import type { Appointment } from '../appointments/appointment.entity.js';
import { MEANWHILE_WISHES, type MeanwhileWish } from '../appointments/meanwhile.js';
import type { KnownVehicle } from '../known-vehicles/known-vehicle.entity.js';
import { VisitView } from '../visit-links/visit.dto.js';

/** Where customers book by themselves (APT-1). */
export const OWN_CHANNELS = ['web', 'app', 'wechat'] as const;
export type OwnChannel = (typeof OWN_CHANNELS)[number];

export class OwnBooking {
  @Uuid() vehicleId!: string;
  /** What they hold for it: the same work, car and time (APT-6). */
  @Uuid({ optional: true }) holdId?: string;
  @OneOf(OWN_CHANNELS) channel!: OwnChannel;
  /** The customer's words. */
  @Text(2000) complaint!: string;
  /** Operation codes of the labor catalog. */
  @TextList({ min: 1, max: 20 }) operations!: string[];
  @Instant() startsAt!: string;
  @OneOf(MEANWHILE_WISHES) meanwhile!: MeanwhileWish;
}

export class OwnChannelBody {
  @OneOf(OWN_CHANNELS) channel!: OwnChannel;
}

export class OwnFreeStartsQuery {
  /** `MNT-001,BRK-012` */
  @Text(1300, { pattern: /^[A-Za-z0-9._:/-]{1,64}(,[A-Za-z0-9._:/-]{1,64}){0,19}$/ }) operationCodes!: string;
  /** All times of one local day; without one the next ones. */
  @Day({ optional: true }) day?: string;
  @OneOf(MEANWHILE_WISHES, { optional: true }) meanwhile?: MeanwhileWish;
}

export class OwnVehicleView {
  @Uuid() vehicleId!: string;
  /** `沪A***45`; null as long as the store was not told. */
  @Text(10, { nullable: true }) plate!: string | null;

  static of({ vehicleId, plate }: KnownVehicle): OwnVehicleView {
    return { vehicleId, plate: plate && `${plate.slice(0, 2)}***${plate.slice(-2)}` };
  }
}

export class OwnVehiclesView {
  @ListOf(() => OwnVehicleView) items!: OwnVehicleView[];
}

/** A visit as its customer sees it who has shown a pass. */
export class OwnVisitView extends VisitView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @Uuid() vehicleId!: string;

  static ofOwn(appointment: Appointment, store: Store): OwnVisitView {
    const { id, version, vehicleId } = appointment;
    return { id, version, vehicleId, ...VisitView.of(appointment, store) };
  }
}
