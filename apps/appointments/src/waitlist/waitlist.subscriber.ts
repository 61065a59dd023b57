import { Controller } from '@nestjs/common';
import { BayChanged, CustomerErased, TechnicianChanged } from '@pitlane/contracts';
import { Handles, type Tx } from '@pitlane/platform';
import { noteFreed } from '../capacity/freed-days.queries.js';
import { WaitlistService } from './waitlist.service.js';

@Controller()
export class WaitlistSubscriber {
  constructor(private readonly waitlist: WaitlistService) {}

  /** A bay that is open again, or a technician who is back, may be what somebody waits for (APT-12). */
  @Handles<BayChanged | TechnicianChanged>(BayChanged, TechnicianChanged)
  async noteResource(_event: BayChanged | TechnicianChanged, tx: Tx): Promise<void> {
    await noteFreed(tx, [null]);
  }

  @Handles(CustomerErased)
  async noteErasure({ customerId, erasedAt }: CustomerErased, tx: Tx): Promise<void> {
    await this.waitlist.leaveErased(tx, customerId, new Date(erasedAt));
  }
}
