import { Module } from '@nestjs/common';
import { ServiceModule } from '@pitlane/platform';
import { BackTestModule } from './back-test/back-test.module.js';
import { BorrowingsModule } from './borrowings/borrowings.module.js';
import { CatalogueModule } from './catalogue/catalogue.module.js';
import { CoresModule } from './cores/cores.module.js';
import { CounterReservationsModule } from './counter-reservations/counter-reservations.module.js';
import { DeadStockModule } from './dead-stock/dead-stock.module.js';
import { DeliveriesModule } from './deliveries/deliveries.module.js';
import { ExpiredLotsModule } from './expired-lots/expired-lots.module.js';
import { IssuesModule } from './issues/issues.module.js';
import { KitsModule } from './kits/kits.module.js';
import { KnownRepairOrdersModule } from './known-repair-orders/known-repair-orders.module.js';
import { LostSalesModule } from './lost-sales/lost-sales.module.js';
import { KnownSettlementsModule } from './known-settlements/known-settlements.module.js';
import { KnownVehiclesModule } from './known-vehicles/known-vehicles.module.js';
import { migrations } from './migrations/index.js';
import { PartUsageModule } from './part-usage/part-usage.module.js';
import { PurchaseOrdersModule } from './purchase-orders/purchase-orders.module.js';
import { RecallsModule } from './recalls/recalls.module.js';
import { RequisitionsModule } from './requisitions/requisitions.module.js';
import { PartsImportsModule } from './imports/parts-imports.module.js';
import { PoliciesModule } from './policies/policies.module.js';
import { OldPartsModule } from './old-parts/old-parts.module.js';
import { ReservationsModule } from './reservations/reservations.module.js';
import { ScrappingsModule } from './scrappings/scrappings.module.js';
import { SELF_CHECKS } from './self-checks.js';
import { SisterStoresModule } from './sister-stores/sister-stores.module.js';
import { StockModule } from './stock/stock.module.js';
import { SupersessionsModule } from './supersessions/supersessions.module.js';
import { SupplierReturnsModule } from './supplier-returns/supplier-returns.module.js';
import { SuppliersModule } from './suppliers/suppliers.module.js';
import { StocktakesModule } from './stocktakes/stocktakes.module.js';
import { StockAuditModule } from './stock-audit/stock-audit.module.js';
import { StockFiguresModule } from './stock-figures/stock-figures.module.js';
import { TraceModule } from './trace/trace.module.js';
import { TransfersModule } from './transfers/transfers.module.js';

@Module({
  imports: [
    ServiceModule.of('parts', migrations, { selfChecks: SELF_CHECKS }),
    CatalogueModule,
    SupersessionsModule,
    KitsModule,
    StockModule,
    StockAuditModule,
    StockFiguresModule,
    DeliveriesModule,
    ReservationsModule,
    CounterReservationsModule,
    ExpiredLotsModule,
    KnownRepairOrdersModule,
    IssuesModule,
    LostSalesModule,
    SuppliersModule,
    RequisitionsModule,
    PurchaseOrdersModule,
    PartsImportsModule,
    PoliciesModule,
    RecallsModule,
    StocktakesModule,
    ScrappingsModule,
    KnownVehiclesModule,
    KnownSettlementsModule,
    TraceModule,
    SupplierReturnsModule,
    BackTestModule,
    DeadStockModule,
    PartUsageModule,
    SisterStoresModule,
    TransfersModule,
    BorrowingsModule,
    OldPartsModule,
    CoresModule,
  ],
})
export class PartsModule {}
