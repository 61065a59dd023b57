import { Module } from '@nestjs/common';
import { ServiceModule } from '@pitlane/platform';
import { ExitPassesModule } from './exit-passes/exit-passes.module.js';
import { GatewaysModule } from './gateways/gateways.module.js';
import { KnownPartsModule } from './known-parts/known-parts.module.js';
import { KnownRepairOrdersModule } from './known-repair-orders/known-repair-orders.module.js';
import { KnownVehiclesModule } from './known-vehicles/known-vehicles.module.js';
import { migrations } from './migrations/index.js';
import { PaymentsModule } from './payments/payments.module.js';
import { PriceListsModule } from './price-lists/price-lists.module.js';
import { QuotesModule } from './quotes/quotes.module.js';
import { SELF_CHECKS } from './self-checks.js';
import { SettlementsModule } from './settlements/settlements.module.js';

@Module({
  imports: [
    ServiceModule.of('billing', migrations, { selfChecks: SELF_CHECKS }),
    KnownPartsModule,
    KnownVehiclesModule,
    KnownRepairOrdersModule,
    PriceListsModule,
    QuotesModule,
    SettlementsModule,
    PaymentsModule,
    GatewaysModule,
    ExitPassesModule,
  ],
})
export class BillingModule {}
