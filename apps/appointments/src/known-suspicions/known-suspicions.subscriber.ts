import { Controller } from '@nestjs/common';
import { DeliverySuspected, SuspicionLifted } from '@pitlane/contracts';
import { Handles, type Tx } from '@pitlane/platform';
import { keepSuspicion, liftSuspicion } from './known-suspicions.queries.js';

/** Cars with parts that may be counterfeit or are recalled (PRT-8, APT-13). */
@Controller()
export class KnownSuspicionsSubscriber {
  @Handles(DeliverySuspected)
  async keep(event: DeliverySuspected, tx: Tx): Promise<void> {
    await keepSuspicion(tx, event);
  }

  @Handles(SuspicionLifted)
  async lift(event: SuspicionLifted, tx: Tx): Promise<void> {
    await liftSuspicion(tx, event);
  }
}
