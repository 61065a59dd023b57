import { type DynamicModule, Global, Inject, Module, type OnModuleInit, type Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import { TerminusModule } from '@nestjs/terminus';
import type { ServiceName } from '@pitlane/contracts';
import { DataSource } from 'typeorm';
import { AUDIT_CHAIN } from '../audit/audit.self-check.js';
import { AuditController } from '../audit/audit.controller.js';
import { AuditSealer } from '../audit/audit-sealer.js';
import { AuthGuard } from '../auth/auth.guard.js';
import { CustomerPasses } from '../auth/customer-passes.js';
import { IssuerKeys } from '../auth/issuer-keys.js';
import { RouteCheck } from '../auth/route-check.js';
import { ServiceToken } from '../auth/service-token.js';
import { StaffCutoffs } from '../auth/staff-cutoffs.js';
import { TokenVerifier } from '../auth/token-verifier.js';
import { Clock, FileClock, SystemClock } from '../clock/clock.js';
import { CONFIG, type Config, loadConfig } from '../config/config.js';
import { createDataSource, migrate, type Migration } from '../database/data-source.js';
import { Database } from '../database/database.js';
import { StoreWall } from '../database/store-wall.js';
import { HealthController } from '../health/health.controller.js';
import { Readiness } from '../health/readiness.js';
import { AnswerKeeper } from '../http/answer-keeper.js';
import { CommandInterceptor } from '../http/command.interceptor.js';
import { ProblemFilter } from '../http/problem.filter.js';
import { LimitGuard } from '../limits/limit.guard.js';
import { Limits } from '../limits/limits.js';
import { SecretLinks } from '../links/secret-links.js';
import { Handlers } from '../messaging/handlers.js';
import { Inbox } from '../messaging/inbox.js';
import { InboxBatch } from '../messaging/inbox-batch.js';
import { InboxWorker } from '../messaging/inbox-worker.js';
import { InternalEventsController } from '../messaging/internal-events.controller.js';
import { Nats } from '../messaging/nats.js';
import { ParkedController } from '../messaging/parked.controller.js';
import { Relay } from '../messaging/relay.js';
import { Retention } from '../messaging/retention.js';
import { SystemScope } from '../scope/system.js';
import { EVENTS_WITHOUT_GAP, type SelfCheck } from '../self-check/self-check.js';
import { SELF_CHECKS, SelfChecks } from '../self-check/self-checks.js';
import { Stores } from '../stores/stores.js';
import { Log } from '../telemetry/log.js';
import { Metrics } from '../telemetry/metrics.js';

/** The migrations of a service, for `migrate`. */
export const MIGRATIONS = Symbol('migrations');

const providers = [
  { provide: Log, useFactory: (config: Config) => new Log(config.service, config.LOG_LEVEL), inject: [CONFIG] },
  { provide: Clock, useFactory: ({ CLOCK_FILE }: Config) => (CLOCK_FILE ? new FileClock(CLOCK_FILE) : new SystemClock()), inject: [CONFIG] },
  { provide: Stores, useFactory: ({ STORES_FILE }: Config) => Stores.fromFile(STORES_FILE), inject: [CONFIG] },
  { provide: DataSource, useFactory: openDatabase, inject: [CONFIG, MIGRATIONS] },
  Database,
  StoreWall,
  SystemScope,
  Metrics,
  Readiness,
  IssuerKeys,
  StaffCutoffs,
  CustomerPasses,
  TokenVerifier,
  ServiceToken,
  AuthGuard,
  RouteCheck,
  CommandInterceptor,
  ProblemFilter,
  Nats,
  Handlers,
  Inbox,
  InboxBatch,
  InboxWorker,
  Relay,
  Retention,
  AuditSealer,
  SelfChecks,
  Limits,
  LimitGuard,
  SecretLinks,
]; // prettier-ignore

/** Brings the schema up to date where the owner's address is given (else a Job did it), and opens the pool. */
async function openDatabase(config: Config, migrations: readonly Migration[]): Promise<DataSource> {
  if (config.DATABASE_OWNER_URL) await migrate(config.DATABASE_OWNER_URL, migrations);
  return createDataSource(config).initialize();
}

/** What a service does in its own way. */
export interface Particulars {
  /** Invariants that it looks after in its own books, beside that of its outbox. */
  readonly selfChecks?: readonly SelfCheck[];
  /** How it keeps the stored answers of commands. */
  readonly answers?: Type<AnswerKeeper>;
}

/** All that a service needs beside its features. */
@Global()
@Module({
  imports: [DiscoveryModule, ScheduleModule.forRoot(), TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController, ParkedController, InternalEventsController, AuditController],
})
export class ServiceModule implements OnModuleInit {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  static of(
    service: ServiceName,
    migrations: readonly Migration[],
    { selfChecks = [], answers = AnswerKeeper }: Particulars = {},
  ): DynamicModule {
    return {
      module: ServiceModule,
      providers: [
        { provide: CONFIG, useFactory: () => loadConfig(service, process.env) },
        { provide: MIGRATIONS, useValue: migrations },
        { provide: SELF_CHECKS, useValue: [EVENTS_WITHOUT_GAP, AUDIT_CHAIN, ...selfChecks] },
        { provide: AnswerKeeper, useClass: answers },
        ...providers,
      ],
      exports: [CONFIG, Log, Clock, Stores, Database, SystemScope, Metrics, CustomerPasses, SecretLinks],
    };
  }

  onModuleInit(): void {
    if (this.config.NODE_ENV !== 'production' || this.config.NATS_URL) return;
    throw new Error('NATS_URL is not set: events would never leave.');
  }
}
