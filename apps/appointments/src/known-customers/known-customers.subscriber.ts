import { Controller } from '@nestjs/common';
import { CustomerErased, CustomerRegistered, VehicleDelivered } from '@pitlane/contracts';
import { Handles, type Tx } from '@pitlane/platform';
import { rememberCustomer, rememberErased, rememberServed } from './known-customers.queries.js';

@Controller()
export class KnownCustomersSubscriber {
  @Handles(CustomerRegistered)
  async keep({ customerId }: CustomerRegistered, tx: Tx): Promise<void> {
    await rememberCustomer(tx, customerId);
  }

  /** They book no more; what they booked before stays (CRM-12). */
  @Handles(CustomerErased)
  async noteErasure({ customerId, erasedAt }: CustomerErased, tx: Tx): Promise<void> {
    await rememberErased(tx, customerId, new Date(erasedAt));
  }

  /** Who handed the car over is the customer's usual advisor from now on, walk-ins included (APT-7). */
  @Handles(VehicleDelivered)
  async noteAdvisor({ customerId, advisorId, deliveredAt }: VehicleDelivered, tx: Tx): Promise<void> {
    await rememberServed(tx, { customerId, advisorId, at: new Date(deliveredAt) });
  }
}
