import { Controller } from '@nestjs/common';
import { CustomerRegistered, VehicleDelivered } from '@pitlane/contracts';
import { Handles, type Tx } from '@pitlane/platform';
import { rememberCustomer, rememberServed } from './known-customers.queries.js';

@Controller()
export class KnownCustomersSubscriber {
  @Handles(CustomerRegistered)
  async keep({ customerId }: CustomerRegistered, tx: Tx): Promise<void> {
    await rememberCustomer(tx, customerId);
  }

  /** Who handed the car over is the customer's usual advisor from now on, walk-ins included (APT-7). */
  @Handles(VehicleDelivered)
  async noteAdvisor({ customerId, advisorId, deliveredAt }: VehicleDelivered, tx: Tx): Promise<void> {
    await rememberServed(tx, { customerId, advisorId, at: new Date(deliveredAt) });
  }
}
