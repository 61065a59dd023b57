import { Injectable } from '@nestjs/common';
import { localTime, NotFound } from '@pitlane/kernel';
import { actingStore, Database, Stores } from '@pitlane/platform';
import type { AppointmentStatus } from '../appointments/appointment-status.js';
import { BookingProposal } from '../booking-proposals/booking-proposal.entity.js';
import { DeferredWork } from '../deferred-work/deferred-work.entity.js';
import { KnownVehicle } from '../known-vehicles/known-vehicle.entity.js';

/** A visit that was agreed here, past or ahead. */
export interface BriefVisit {
  readonly appointmentId: string;
  readonly status: AppointmentStatus;
  readonly startsAt: Date;
  readonly complaint: string;
  readonly operations: readonly string[];
}

/** A repair order of the car, as the workshop told it. */
export interface BriefOrder {
  readonly repairOrderId: string;
  readonly number: string | null;
  readonly appointmentId: string | null;
  readonly mileageKm: number | null;
  /** Of done jobs; none before it is completed. */
  readonly operations: readonly string[];
  readonly openedAt: Date | null;
  readonly completedAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly cancelledAt: Date | null;
}

/** A campaign of the maker that is open for the car. */
export interface BriefCampaign {
  readonly serviceCampaignId: string;
  readonly code: string;
  readonly name: string;
  readonly isRecall: boolean;
  readonly operationCode: string;
  readonly validUntil: string | null;
}

/** Parts in the car that may be counterfeit or are recalled (PRT-8). */
export interface BriefSuspicion {
  readonly deliveryId: string;
  readonly repairOrderId: string;
  readonly partNumbers: readonly string[];
  readonly reason: string;
  readonly suspectedAt: Date;
}

export interface VehicleBrief {
  readonly vehicleId: string;
  /** What the odometer showed last, by a reading of the car or in the workshop. */
  readonly mileage: { readonly mileageKm: number; readonly at: Date } | null;
  /** How often nobody came with this car (APT-11). */
  readonly noShows: number;
  readonly visits: readonly BriefVisit[];
  readonly repairOrders: readonly BriefOrder[];
  readonly deferredWork: readonly DeferredWork[];
  readonly proposals: readonly BookingProposal[];
  readonly campaigns: readonly BriefCampaign[];
  readonly suspicions: readonly BriefSuspicion[];
}

/** What whoever books a car should know of it (APT-13): one read of what the store has heard. */
@Injectable()
export class VehicleBriefQueries {
  constructor(
    private readonly db: Database,
    private readonly stores: Stores,
  ) {}

  /** @throws NotFound of a car that the store does not know */
  of(vehicleId: string, now: Date): Promise<VehicleBrief> {
    return this.db.read(async (tx) => {
      const storeId = actingStore(tx.scope);
      const { zone } = this.stores.get(storeId);
      const today = localTime(now, zone).date;
      const car = [storeId, vehicleId];
      const [vehicle, mileage, noShows, visits, repairOrders, deferredWork, proposals, campaigns, suspicions] =
        await Promise.all([
          tx.find(KnownVehicle, { storeId, vehicleId }),
          tx.query<{ mileageKm: number; at: Date }>(MILEAGE, car),
          tx.query<{ count: number }>(NO_SHOWS, car),
          tx.query<BriefVisit>(VISITS, car),
          tx.query<BriefOrder>(ORDERS, car),
          tx.list(DeferredWork, { storeId, vehicleId, status: 'deferred' }, { order: { declinedAt: 'DESC' } }),
          tx.list(BookingProposal, { storeId, vehicleId, status: 'open' }, { order: { openedAt: 'DESC' } }),
          tx.query<BriefCampaign>(CAMPAIGNS, [...car, today, zone]),
          tx.query<BriefSuspicion>(SUSPICIONS, car),
        ]);
      if (!vehicle) throw new NotFound('vehicle', vehicleId);
      return {
        ...{ vehicleId, visits, repairOrders, deferredWork, proposals, campaigns, suspicions },
        mileage: mileage[0] ?? null,
        noShows: noShows[0]?.count ?? 0,
      };
    });
  }
}

const MILEAGE = `
  SELECT mileage_km AS "mileageKm", at FROM (
    (SELECT mileage_km, measured_at AS at FROM vehicle_reading WHERE store_id = $1 AND vehicle_id = $2 ORDER BY measured_at DESC LIMIT 1)
    UNION ALL
    SELECT mileage_km, coalesce(delivered_at, completed_at, opened_at) FROM known_repair_order
    WHERE store_id = $1 AND vehicle_id = $2 AND mileage_km IS NOT NULL) told
  ORDER BY at DESC NULLS LAST LIMIT 1`;

const NO_SHOWS = `SELECT count(*)::int FROM appointment WHERE store_id = $1 AND vehicle_id = $2 AND status = 'no-show'`;

const VISITS = `
  SELECT id AS "appointmentId", status, starts_at AS "startsAt", complaint,
    (SELECT coalesce(json_agg(operation ->> 'operationCode'), '[]') FROM jsonb_array_elements(estimate -> 'operations') operation) AS operations
  FROM appointment WHERE store_id = $1 AND vehicle_id = $2 ORDER BY starts_at DESC, id LIMIT 20`;

const ORDERS = `
  SELECT repair_order_id AS "repairOrderId", number, appointment_id AS "appointmentId", mileage_km AS "mileageKm",
    operation_codes AS operations, opened_at AS "openedAt", completed_at AS "completedAt", delivered_at AS "deliveredAt",
    cancelled_at AS "cancelledAt"
  FROM known_repair_order WHERE store_id = $1 AND vehicle_id = $2 ORDER BY opened_at DESC NULLS LAST, repair_order_id LIMIT 20`;

/** Those in force on day $3 whose work the car has not had since they began, by the calendar of zone $4; recalls first. */
const CAMPAIGNS = `
  SELECT campaign.id AS "serviceCampaignId", code, name, is_recall AS "isRecall", operation_code AS "operationCode",
    valid_until::text AS "validUntil"
  FROM service_campaign campaign JOIN known_vehicle vehicle USING (store_id)
  WHERE store_id = $1 AND vehicle_id = $2 AND ended_at IS NULL
    AND valid_from <= $3::date AND (valid_until IS NULL OR valid_until >= $3::date)
    AND (vin = ANY (vins) OR EXISTS (
      SELECT FROM jsonb_to_recordset(cars) AS car ("make" text, "model" text, "fromYear" int, "toYear" int)
      WHERE car."make" = vehicle.make AND car."model" = vehicle.model
        AND vehicle.model_year BETWEEN coalesce("fromYear", 0) AND coalesce("toYear", 9999)))
    AND NOT EXISTS (
      SELECT FROM known_repair_order done
      WHERE done.store_id = $1 AND done.vehicle_id = $2 AND (completed_at AT TIME ZONE $4)::date >= valid_from
        AND operation_codes ? operation_code)
  ORDER BY is_recall DESC, code`;

const SUSPICIONS = `
  SELECT delivery_id AS "deliveryId", repair_order_id AS "repairOrderId", part_numbers AS "partNumbers", reason,
    suspected_at AS "suspectedAt"
  FROM known_suspicion
  WHERE store_id = $1 AND lifted_at IS NULL AND (vehicle_id = $2 OR repair_order_id IN (
    SELECT repair_order_id FROM known_repair_order WHERE store_id = $1 AND vehicle_id = $2))
  ORDER BY suspected_at DESC, delivery_id`;
