import { Event, IntegrationEvent } from '../event.js';
import { Code, Instant, Text, Uuid } from '../fields.js';

/** Nobody orders from this supplier any more (PRT-8). */
@Event('parts.supplier.blocked', 1)
export class SupplierBlocked extends IntegrationEvent {
  @Uuid() supplierId!: string;
  @Code() supplierCode!: string;
  @Text(500) reason!: string;
  @Instant() blockedAt!: string;
}

/** Orders may go to this supplier again (PRT-8). */
@Event('parts.supplier.unblocked', 1)
export class SupplierUnblocked extends IntegrationEvent {
  @Uuid() supplierId!: string;
  @Code() supplierCode!: string;
  @Instant() unblockedAt!: string;
}
