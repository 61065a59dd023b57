import { actingStore, type Tx } from '@pitlane/platform';
import { CustomerIsErased, CustomerNotKnown, VehicleNotKnown } from '../appointments/appointment.errors.js';
import { KnownVehicle } from '../known-vehicles/known-vehicle.entity.js';

/** A customer that the store knows. Who they are is crm's alone. */
export interface KnownCustomer {
  /** Staff id of the advisor who served them last (APT-7). */
  readonly usualAdvisorId: string | null;
}

/**
 * The customer of a visit or a call; the store knows the car, too. An erasure that comes meanwhile waits for the transaction.
 * @throws VehicleNotKnown | CustomerNotKnown | CustomerIsErased
 */
export async function knownCustomerOf(
  tx: Tx,
  { customerId, vehicleId }: { customerId: string; vehicleId: string },
): Promise<KnownCustomer> {
  const storeId = actingStore(tx.scope);
  const [vehicle, [customer]] = await Promise.all([
    tx.find(KnownVehicle, { storeId, vehicleId }),
    tx.query<KnownCustomer & { isErased: boolean }>(
      `SELECT usual_advisor_id AS "usualAdvisorId", erased_at IS NOT NULL AS "isErased" FROM known_customer
       WHERE store_id = $1 AND customer_id = $2 FOR SHARE`,
      [storeId, customerId],
    ),
  ]);
  if (!vehicle) throw new VehicleNotKnown(vehicleId);
  if (!customer) throw new CustomerNotKnown(customerId);
  if (customer.isErased) throw new CustomerIsErased(customerId);
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

/** Remembers that who the customer is was erased, also when the store hears of it before it hears of the customer (CRM-12). */
export async function rememberErased(tx: Tx, customerId: string, at: Date): Promise<void> {
  await tx.query(
    `INSERT INTO known_customer (store_id, customer_id, erased_at) VALUES ($1, $2, $3)
     ON CONFLICT (store_id, customer_id) DO UPDATE SET erased_at = EXCLUDED.erased_at
       WHERE known_customer.erased_at IS NULL`,
    [actingStore(tx.scope), customerId, at],
  );
}
