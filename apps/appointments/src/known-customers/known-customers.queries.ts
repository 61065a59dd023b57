import { actingStore, type Tx } from '@pitlane/platform';
import { CustomerNotKnown, VehicleNotKnown } from '../appointments/appointment.errors.js';
import { KnownVehicle } from '../known-vehicles/known-vehicle.entity.js';
import { KnownCustomer } from './known-customer.entity.js';

/** The customer of a visit or a call; the store knows the car, too. @throws VehicleNotKnown | CustomerNotKnown */
export async function knownCustomerOf(
  tx: Tx,
  { customerId, vehicleId }: { customerId: string; vehicleId: string },
): Promise<KnownCustomer> {
  const storeId = actingStore(tx.scope);
  if (!(await tx.find(KnownVehicle, { storeId, vehicleId }))) throw new VehicleNotKnown(vehicleId);
  const customer = await tx.find(KnownCustomer, { storeId, customerId });
  if (!customer) throw new CustomerNotKnown(customerId);
  return customer;
}

/** Remembers that the store knows the customer. */
export async function rememberCustomer(tx: Tx, customerId: string): Promise<void> {
  await tx.query('INSERT INTO known_customer (store_id, customer_id) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    actingStore(tx.scope),
    customerId,
  ]);
}

/** Remembers who served the customer, unless someone did later: events come in any order (APT-7). */
export async function rememberServed(
  tx: Tx,
  { customerId, advisorId, at }: { customerId: string; advisorId: string; at: Date },
): Promise<void> {
  await tx.query(
    `INSERT INTO known_customer (store_id, customer_id, usual_advisor_id, last_served_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (store_id, customer_id) DO UPDATE
       SET usual_advisor_id = EXCLUDED.usual_advisor_id, last_served_at = EXCLUDED.last_served_at
       WHERE known_customer.last_served_at IS NULL OR known_customer.last_served_at < EXCLUDED.last_served_at`,
    [actingStore(tx.scope), customerId, advisorId, at],
  );
}
