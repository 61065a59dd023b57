import { Controller, Get, Header, Inject, NotFoundException, ServiceUnavailableException } from '@nestjs/common';
import { HealthCheck, HealthCheckService, type HealthCheckResult, HealthIndicatorService } from '@nestjs/terminus';
import { Public } from '../auth/allow.js';
import { CONFIG, type Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { Metrics } from '../telemetry/metrics.js';
import { Readiness } from './readiness.js';

/** For the orchestrator. Ready means: its own database answers; a broken broker takes no service down. */
@Controller()
@Public()
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicator: HealthIndicatorService,
    private readonly db: Database,
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('health/live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('health/ready')
  @HealthCheck()
  ready(): Promise<HealthCheckResult> {
    if (this.readiness.isStopping) throw new ServiceUnavailableException();
    return this.health.check([
      async () => {
        const database = this.indicator.check('database');
        try {
          await this.db.dataSource.query('SELECT 1');
          return database.up();
        } catch {
          return database.down();
        }
      },
    ]);
  }

  /** Not here where a port of its own is configured: metrics are not for those who reach the API. */
  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  scrape(): Promise<string> {
    if (this.config.METRICS_PORT !== undefined) throw new NotFoundException();
    return this.metrics.registry.metrics();
  }
}
