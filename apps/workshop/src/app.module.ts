import { Module } from '@nestjs/common';
import { ServiceModule } from '@pitlane/platform';
import { BaysModule } from './bays/bays.module.js';
import { CancellationModule } from './cancellation/cancellation.module.js';
import { ChecklistsModule } from './checklists/checklists.module.js';
import { CompletionModule } from './completion/completion.module.js';
import { DispatchModule } from './dispatch/dispatch.module.js';
import { DraftsModule } from './drafts/drafts.module.js';
import { EquipmentModule } from './equipment/equipment.module.js';
import { FindingsModule } from './findings/findings.module.js';
import { InspectionsModule } from './inspections/inspections.module.js';
import { KnownExitPassesModule } from './known-exit-passes/known-exit-passes.module.js';
import { KnownOperationsModule } from './known-operations/known-operations.module.js';
import { KnownPartsModule } from './known-parts/known-parts.module.js';
import { KnownVehiclesModule } from './known-vehicles/known-vehicles.module.js';
import { migrations } from './migrations/index.js';
import { OverviewModule } from './overview/overview.module.js';
import { PartDrawsModule } from './part-draws/part-draws.module.js';
import { QualityFiguresModule } from './quality-figures/quality-figures.module.js';
import { QuotesModule } from './quotes/quotes.module.js';
import { RepairOrdersModule } from './repair-orders/repair-orders.module.js';
import { TechniciansModule } from './technicians/technicians.module.js';
import { TimeClockModule } from './time-clock/time-clock.module.js';

@Module({
  imports: [
    ServiceModule.of('workshop', migrations),
    BaysModule,
    TechniciansModule,
    ChecklistsModule,
    EquipmentModule,
    DraftsModule,
    RepairOrdersModule,
    QuotesModule,
    DispatchModule,
    TimeClockModule,
    PartDrawsModule,
    FindingsModule,
    InspectionsModule,
    CompletionModule,
    CancellationModule,
    QualityFiguresModule,
    OverviewModule,
    KnownExitPassesModule,
    KnownOperationsModule,
    KnownPartsModule,
    KnownVehiclesModule,
  ],
})
export class WorkshopModule {}
