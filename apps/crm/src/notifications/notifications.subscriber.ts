import { Controller, Inject } from '@nestjs/common';
import {
  AppointmentAdvisorChanged, AppointmentBooked, AppointmentCancelled, AppointmentMoved, AppointmentNoShow, AppointmentReminded,
  type Envelope, PaymentRefunded, QuoteIssued, SettlementIssued, VehicleDelivered, VehicleReady, WaitlistOffered,
} from '@pitlane/contracts'; // prettier-ignore
import { formatFen, localTime } from '@pitlane/kernel';
import { actingStore, CONFIG, type Config, Handles, SecretLinks, type Store, Stores, type Tx } from '@pitlane/platform';
import { NotificationsService } from './notifications.service.js';

/** What customers are told, and by which event (CRM-11). */
@Controller()
export class NotificationsSubscriber {
  constructor(
    private readonly notifications: NotificationsService,
    private readonly stores: Stores,
    private readonly links: SecretLinks,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** With the visit's link, where customers can reach it: no event may carry that. */
  @Handles(AppointmentBooked)
  async booked(
    { appointmentId, customerId, vehicleId, advisorId, startsAt }: AppointmentBooked,
    tx: Tx,
    cause: Envelope,
  ): Promise<void> {
    const visit = this.visit(tx, startsAt);
    const [advisor, link] = [this.advisor(tx, advisorId), this.linkTo(appointmentId)];
    await this.notifications.queue(tx, {
      customerId,
      vehicleId,
      causeEventId: cause.id,
      content: (plate) => ({ template: 'appointment-booked', parameters: { ...visit, plate, advisor, link } }),
    });
  }

  @Handles(AppointmentReminded)
  async reminded(event: AppointmentReminded, tx: Tx, cause: Envelope): Promise<void> {
    const { appointmentId: visitId, customerId, advisorId, startsAt } = event;
    const parameters = { ...this.visit(tx, startsAt), advisor: this.advisor(tx, advisorId) };
    await this.notifications.queue(tx, {
      customerId,
      causeEventId: cause.id,
      visitId,
      expiresAt: new Date(startsAt),
      content: () => ({ template: 'appointment-reminded', parameters }),
    });
  }

  @Handles(AppointmentAdvisorChanged)
  async advisorChanged(event: AppointmentAdvisorChanged, tx: Tx, cause: Envelope): Promise<void> {
    const { appointmentId: visitId, customerId, advisorId, startsAt } = event;
    const parameters = { ...this.visit(tx, startsAt), advisor: this.advisor(tx, advisorId) };
    await this.notifications.queue(tx, {
      customerId,
      causeEventId: cause.id,
      visitId,
      expiresAt: new Date(startsAt),
      content: () => ({ template: 'appointment-advisor-changed', parameters }),
    });
  }

  /** What was not said of the old time yet is not said any more; of times that follow each other the last is told. */
  @Handles(AppointmentMoved)
  async moved(event: AppointmentMoved, tx: Tx, cause: Envelope): Promise<void> {
    const { appointmentId: visitId, customerId, vehicleId, advisorId, startsAt } = event;
    await this.notifications.withdrawInvitations(tx, visitId, 'visit-moved');
    const told = { ...this.visit(tx, startsAt), advisor: this.advisor(tx, advisorId) };
    await this.notifications.queue(tx, {
      ...{ customerId, vehicleId, visitId, causeEventId: cause.id },
      expiresAt: new Date(startsAt),
      content: (plate) => ({ template: 'appointment-moved', parameters: { ...told, plate } }),
    });
  }

  @Handles(AppointmentCancelled)
  async cancelled(
    { appointmentId, customerId, startsAt }: AppointmentCancelled,
    tx: Tx,
    cause: Envelope,
  ): Promise<void> {
    await this.notifications.withdrawInvitations(tx, appointmentId, 'visit-ended');
    const parameters = this.visit(tx, startsAt);
    const content = () => ({ template: 'appointment-cancelled', parameters }) as const;
    await this.notifications.queue(tx, { customerId, causeEventId: cause.id, content });
  }

  @Handles(AppointmentNoShow)
  async missed({ appointmentId, customerId, startsAt }: AppointmentNoShow, tx: Tx, cause: Envelope): Promise<void> {
    await this.notifications.withdrawInvitations(tx, appointmentId, 'visit-ended');
    const parameters = this.visit(tx, startsAt);
    const content = () => ({ template: 'appointment-no-show', parameters }) as const;
    await this.notifications.queue(tx, { customerId, causeEventId: cause.id, content });
  }

  /** A time that the customer waits for is free (APT-12): said while it is kept for them. */
  @Handles(WaitlistOffered)
  async offered(event: WaitlistOffered, tx: Tx, cause: Envelope): Promise<void> {
    const { customerId, vehicleId, startsAt, offeredUntil } = event;
    const { date: untilDate, time: untilTime } = this.visit(tx, offeredUntil);
    const parameters = { ...this.visit(tx, startsAt), untilDate, untilTime };
    await this.notifications.queue(tx, {
      customerId,
      vehicleId,
      causeEventId: cause.id,
      expiresAt: new Date(offeredUntil),
      content: (plate) => ({ template: 'waitlist-offered', parameters: { ...parameters, plate } }),
    });
  }

  /** A quote waits for the customer's approval (WKS-4); one for a finding names the whole new total (WKS-7). */
  @Handles(QuoteIssued)
  async quoted(event: QuoteIssued, tx: Tx, cause: Envelope): Promise<void> {
    const { customerId, vehicleId, findingId, customerShareFen, validUntil } = event;
    const until = this.visit(tx, validUntil);
    await this.notifications.queue(tx, {
      customerId,
      vehicleId,
      causeEventId: cause.id,
      expiresAt: new Date(validUntil),
      content: (plate) => ({
        template: findingId === undefined ? 'quote-issued' : 'finding-quoted',
        parameters: { ...until, plate, amount: formatFen(customerShareFen) },
      }),
    });
  }

  @Handles(VehicleReady)
  async ready({ customerId, vehicleId }: VehicleReady, tx: Tx, cause: Envelope): Promise<void> {
    const { name: store } = this.store(tx);
    await this.notifications.queue(tx, {
      customerId,
      vehicleId,
      causeEventId: cause.id,
      content: (plate) => ({ template: 'vehicle-ready', parameters: { store, plate } }),
    });
  }

  @Handles(SettlementIssued)
  async settled(event: SettlementIssued, tx: Tx, cause: Envelope): Promise<void> {
    const { customerId, vehicleId, number, customerShareFen } = event;
    const { name: store } = this.store(tx);
    const amount = formatFen(customerShareFen);
    await this.notifications.queue(tx, {
      customerId,
      vehicleId,
      causeEventId: cause.id,
      content: (plate) => ({ template: 'settlement-issued', parameters: { store, plate, number, amount } }),
    });
  }

  @Handles(PaymentRefunded)
  async refunded({ customerId, amountFen }: PaymentRefunded, tx: Tx, cause: Envelope): Promise<void> {
    const parameters = { store: this.store(tx).name, amount: formatFen(amountFen) };
    const content = () => ({ template: 'payment-refunded', parameters }) as const;
    await this.notifications.queue(tx, { customerId, causeEventId: cause.id, content });
  }

  @Handles(VehicleDelivered)
  async delivered({ customerId, vehicleId, advisorId }: VehicleDelivered, tx: Tx, cause: Envelope): Promise<void> {
    const { name: store } = this.store(tx);
    const advisor = this.advisor(tx, advisorId);
    await this.notifications.queue(tx, {
      customerId,
      vehicleId,
      causeEventId: cause.id,
      content: (plate) => ({ template: 'vehicle-delivered', parameters: { store, plate, advisor } }),
    });
  }

  private store(tx: Tx): Store {
    return this.stores.get(actingStore(tx.scope));
  }

  /** The store, and an instant as its clocks show it. */
  private visit(tx: Tx, instant: string): { store: string; date: string; time: string } {
    const { name: store, zone } = this.store(tx);
    const { date, time } = localTime(new Date(instant), zone);
    return { store, date, time };
  }

  /** As it stands behind the text; nothing where customers reach no visit. */
  private linkTo(appointmentId: string): string {
    const { VISIT_LINKS_URL } = this.config;
    if (VISIT_LINKS_URL === undefined) return '';
    return ` ${VISIT_LINKS_URL.replace(/\/$/, '')}/v1/visits/${this.links.tokenFor('visit', appointmentId)}/page`;
  }

  /** The advisor's name; the staff id of one who has left the store's list. */
  private advisor(tx: Tx, advisorId: string): string {
    return this.store(tx).advisors.find(({ id }) => id === advisorId)?.name ?? advisorId;
  }
}
