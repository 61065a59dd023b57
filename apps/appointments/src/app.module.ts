import { Module } from '@nestjs/common';
import { ServiceModule } from '@pitlane/platform';
import { AppointmentsModule } from './appointments/appointments.module.js';
import { BookingProposalsModule } from './booking-proposals/booking-proposals.module.js';
import { CalendarFeedsModule } from './calendar-feeds/calendar-feeds.module.js';
import { CapacityModule } from './capacity/capacity.module.js';
import { CourtesyCarsModule } from './courtesy-cars/courtesy-cars.module.js';
import { CourtesyLoansModule } from './courtesy-loans/courtesy-loans.module.js';
import { DeferredWorkModule } from './deferred-work/deferred-work.module.js';
import { FiguresModule } from './figures/figures.module.js';
import { DriversModule } from './drivers/drivers.module.js';
import { KnownBaysModule } from './known-bays/known-bays.module.js';
import { KnownCustomersModule } from './known-customers/known-customers.module.js';
import { KnownOperationsModule } from './known-operations/known-operations.module.js';
import { KnownRepairOrdersModule } from './known-repair-orders/known-repair-orders.module.js';
import { KnownSuspicionsModule } from './known-suspicions/known-suspicions.module.js';
import { KnownTechniciansModule } from './known-technicians/known-technicians.module.js';
import { KnownVehiclesModule } from './known-vehicles/known-vehicles.module.js';
import { migrations } from './migrations/index.js';
import { OwnBookingsModule } from './own-bookings/own-bookings.module.js';
import { OwnWaitlistModule } from './own-waitlist/own-waitlist.module.js';
import { PhoneDiagnosesModule } from './phone-diagnoses/phone-diagnoses.module.js';
import { PreparationModule } from './preparation/preparation.module.js';
import { SELF_CHECKS } from './self-checks.js';
import { RidesModule } from './rides/rides.module.js';
import { ServiceCampaignsModule } from './service-campaigns/service-campaigns.module.js';
import { SlotHoldsModule } from './slot-holds/slot-holds.module.js';
import { SymptomsModule } from './symptoms/symptoms.module.js';
import { VehicleBriefModule } from './vehicle-brief/vehicle-brief.module.js';
import { VehicleReadingsModule } from './vehicle-readings/vehicle-readings.module.js';
import { VisitLinksModule } from './visit-links/visit-links.module.js';
import { WaitlistModule } from './waitlist/waitlist.module.js';
import { WatchModule } from './watch/watch.module.js';
import { WeekBoardModule } from './week-board/week-board.module.js';

@Module({
  imports: [
    ServiceModule.of('appointments', migrations, { selfChecks: SELF_CHECKS }),
    KnownBaysModule,
    KnownTechniciansModule,
    KnownOperationsModule,
    KnownVehiclesModule,
    KnownCustomersModule,
    KnownRepairOrdersModule,
    KnownSuspicionsModule,
    CapacityModule,
    AppointmentsModule,
    PreparationModule,
    PhoneDiagnosesModule,
    SymptomsModule,
    DeferredWorkModule,
    ServiceCampaignsModule,
    VehicleBriefModule,
    FiguresModule,
    BookingProposalsModule,
    VehicleReadingsModule,
    CourtesyCarsModule,
    CourtesyLoansModule,
    SlotHoldsModule,
    WaitlistModule,
    VisitLinksModule,
    OwnBookingsModule,
    OwnWaitlistModule,
    CalendarFeedsModule,
    WeekBoardModule,
    DriversModule,
    RidesModule,
    WatchModule,
  ],
})
export class AppointmentsServiceModule {}
