import { Controller } from '@nestjs/common';
import {
  AppointmentAdvisorChanged, AppointmentBooked, AppointmentCancelled, AppointmentMoved, AppointmentNoShow, CustomerArrived,
} from '@pitlane/contracts'; // prettier-ignore
import { actingStore, Clock, Handles, Stores, type Tx } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { RepairOrder } from '../repair-orders/repair-order.entity.js';
import { CancelledAppointment } from './cancelled-appointment.entity.js';
import { plannedResources } from './drafts.queries.js';

/** A booking prepares its repair order, moves it and takes it back (APT-7, APT-8, APT-10, APT-11). */
@Controller()
export class DraftsSubscriber {
  constructor(
    private readonly clock: Clock,
    private readonly stores: Stores,
  ) {}

  @Handles(AppointmentBooked)
  async draft(event: AppointmentBooked, tx: Tx): Promise<void> {
    const storeId = actingStore(tx.scope);
    const { appointmentId } = event;
    if (await tx.find(CancelledAppointment, { storeId, appointmentId })) return;
    if (await tx.find(RepairOrder, { appointmentId })) return; // the customer was here first
    const order = RepairOrder.draft(uuidv7(), storeId, event, this.clock.now());
    const planned = await plannedResources(tx, this.stores.get(storeId), event);
    await tx.save(order, order.drafted(appointmentId, planned));
  }

  /** Plans anew, and tells the booking what of its new plan is there. */
  @Handles(AppointmentMoved)
  async move(event: AppointmentMoved, tx: Tx): Promise<void> {
    const { appointmentId, advisorId, startsAt, endsAt, bays, technicians } = event;
    const draft = await tx.lockOne(RepairOrder, { appointmentId });
    if (draft?.status !== 'draft' || !draft.plan) return;
    Object.assign(draft, { advisorId, plan: { ...draft.plan, startsAt, endsAt, bays, technicians } });
    const planned = await plannedResources(tx, this.stores.get(draft.storeId), event);
    await tx.save(draft, draft.drafted(appointmentId, planned));
  }

  @Handles(CustomerArrived)
  async receive(event: CustomerArrived, tx: Tx): Promise<void> {
    const draft = await tx.lockOne(RepairOrder, { appointmentId: event.appointmentId });
    if (!draft) {
      await tx.save(RepairOrder.arrived(uuidv7(), actingStore(tx.scope), event));
      return;
    }
    draft.receive(event);
    await tx.save(draft);
  }

  /** Once the customer is there, the advisor who received them stays. */
  @Handles(AppointmentAdvisorChanged)
  async changeAdvisor({ appointmentId, advisorId }: AppointmentAdvisorChanged, tx: Tx): Promise<void> {
    const draft = await tx.lockOne(RepairOrder, { appointmentId });
    if (draft?.status !== 'draft') return;
    draft.advisorId = advisorId;
    await tx.save(draft);
  }

  @Handles(AppointmentCancelled)
  async cancel({ appointmentId }: AppointmentCancelled, tx: Tx): Promise<void> {
    await this.takeBack(appointmentId, tx);
  }

  @Handles(AppointmentNoShow)
  async cancelNoShow({ appointmentId }: AppointmentNoShow, tx: Tx): Promise<void> {
    await this.takeBack(appointmentId, tx);
  }

  private async takeBack(appointmentId: string, tx: Tx): Promise<void> {
    const draft = await tx.lockOne(RepairOrder, { appointmentId });
    if (!draft) {
      await tx.put(CancelledAppointment.of(appointmentId, actingStore(tx.scope)));
      return;
    }
    draft.cancel(this.clock.now());
    await tx.save(draft);
  }
}
