import { Controller } from '@nestjs/common';
import {
  AppointmentAdvisorChanged, AppointmentAtRisk, AppointmentBooked, AppointmentCancelled, AppointmentConfirmed, AppointmentMoved,
  AppointmentNoShow, AppointmentReminded, CustomerArrived, type Envelope, ExitPassIssued, ExitPassRevoked,
  ExitPassUsed, FindingDecided, FindingRaised, type IntegrationEvent, JobInspected, JobStarted, PartLinesDropped, PartsIssued, PartsRequested,
  PartsReserved, PartsReturned, PartsShort, PartsSoftlyReserved, PartsStaged,
  PaymentReceived, PaymentRefunded, QuoteIssued, QuoteRefused, QuoteRequested, RepairOrderAuthorized, RepairOrderCancelled, RepairOrderCompleted,
  RepairOrderDrafted, RepairOrderOpened, ReservationCompleted, ReservationLinesClosed, ReservationReleased, ReworkRaised, SettlementIssued, SettlementPaid,
  SurplusReceived, VehicleDelivered, VehicleReady,
} from '@pitlane/contracts'; // prettier-ignore
import { Handles, type Tx } from '@pitlane/platform';
import { TimelineService } from './timeline.service.js';

/** Every event of a visit, of all services (CRM-2). */
@Controller()
export class TimelineSubscriber {
  constructor(private readonly timeline: TimelineService) {}

  @Handles<IntegrationEvent>(
    AppointmentBooked, AppointmentConfirmed, AppointmentReminded, AppointmentAtRisk, AppointmentAdvisorChanged,
    AppointmentMoved, AppointmentCancelled, AppointmentNoShow, CustomerArrived,
  ) // prettier-ignore
  async ofAppointments(event: IntegrationEvent, tx: Tx, envelope: Envelope): Promise<void> {
    await this.timeline.enter(tx, event, envelope);
  }

  @Handles<IntegrationEvent>(
    RepairOrderDrafted, RepairOrderOpened, QuoteRequested, RepairOrderAuthorized, JobStarted, PartsRequested, PartLinesDropped,
    FindingRaised, FindingDecided, JobInspected, ReworkRaised, RepairOrderCompleted, VehicleReady, VehicleDelivered,
    RepairOrderCancelled,
  ) // prettier-ignore
  async ofWorkshop(event: IntegrationEvent, tx: Tx, envelope: Envelope): Promise<void> {
    await this.timeline.enter(tx, event, envelope);
  }

  @Handles<IntegrationEvent>(
    PartsSoftlyReserved, PartsReserved, PartsShort, PartsStaged, ReservationReleased, PartsIssued, PartsReturned,
    ReservationLinesClosed, ReservationCompleted,
  ) // prettier-ignore
  async ofParts(event: IntegrationEvent, tx: Tx, envelope: Envelope): Promise<void> {
    await this.timeline.enter(tx, event, envelope);
  }

  @Handles<IntegrationEvent>(
    QuoteIssued, QuoteRefused, SettlementIssued, PaymentReceived, SurplusReceived, SettlementPaid, PaymentRefunded,
    ExitPassIssued, ExitPassUsed, ExitPassRevoked,
  ) // prettier-ignore
  async ofBilling(event: IntegrationEvent, tx: Tx, envelope: Envelope): Promise<void> {
    await this.timeline.enter(tx, event, envelope);
  }
}
