import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ServiceName } from '@pitlane/contracts';
import { type Config, loadConfig, loadOwnerUrl } from '../config/config.js';
import { migrate, type Migration } from '../database/data-source.js';
import type { Recall } from '../messaging/adoption.js';
import { runAdoption } from '../messaging/adoption-command.js';
import { Readiness } from '../health/readiness.js';
import { Log } from '../telemetry/log.js';
import { Metrics } from '../telemetry/metrics.js';
import { startTracing } from '../telemetry/tracing.js';
import { configure, httpAdapter, serveDocs } from './configure.js';

const HARD_EXIT_MS = 40_000;

/**
 * Runs a service until it is told to stop. `node main.js migrate` only brings its database up to date; `node main.js forgotten`
 * helps a database that was set back to an earlier moment.
 * @param recalls what must not be done twice though the database has forgotten it
 */
export async function start(
  service: ServiceName,
  module: Type,
  migrations: readonly Migration[],
  recalls: readonly Recall[] = [],
): Promise<void> {
  if (process.argv[2] === 'migrate') return migrate(loadOwnerUrl(service, process.env), migrations);
  const config = loadConfig(service, process.env);
  if (process.argv[2] === 'forgotten') return runAdoption(config, recalls, process.argv[3] === '--adopt');
  const stopTracing = startTracing(service, config.OTEL_EXPORTER_OTLP_ENDPOINT);
  const log = new Log(service, config.LOG_LEVEL);
  dieLoudly(log);
  try {
    stopGracefully(await boot(module, config, log), config, stopTracing);
  } catch (error) {
    log.error('could not start', error); // its database is away, or its port is taken: whoever started it tries again
    process.exit(1);
  }
}

async function boot(module: Type, config: Config, log: Log): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(module, httpAdapter(config.TRUSTED_PROXIES), {
    logger: log,
    bodyParser: false,
    abortOnError: false,
  });
  await configure(app);
  serveDocs(app);
  await app.startAllMicroservices();
  await app.listen(config.SERVICE_PORT, config.SERVICE_HOST);
  serveMetrics(app, config);
  log.info('ready', { port: config.SERVICE_PORT });
  return app;
}

/** Metrics on a port of their own, where one is configured: not for those who reach the API. */
function serveMetrics(app: NestFastifyApplication, { METRICS_PORT, SERVICE_HOST }: Config): void {
  if (METRICS_PORT === undefined) return;
  const { registry } = app.get(Metrics);
  createServer((_request, response) => {
    void registry.metrics().then((text) => response.setHeader('content-type', registry.contentType).end(text));
  })
    .listen(METRICS_PORT, SERVICE_HOST)
    .unref();
}

/** An error that nobody caught leaves the process in an unknown state: end it; nothing is lost by design. */
function dieLoudly(log: Log): void {
  const die = (error: unknown): never => {
    log.error('uncaught', error);
    process.exit(1);
  };
  process.on('unhandledRejection', die);
  process.on('uncaughtException', die);
}

function stopGracefully(app: NestFastifyApplication, config: Config, stopTracing: () => Promise<void>): void {
  const stop = async (): Promise<void> => {
    setTimeout(() => process.exit(1), HARD_EXIT_MS).unref();
    app.get(Readiness).stop();
    await sleep(config.SHUTDOWN_DELAY_SECONDS * 1000);
    await app.close();
    await stopTracing();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
}
