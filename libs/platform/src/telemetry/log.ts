import type { LoggerService } from '@nestjs/common';
import { type Logger, pino } from 'pino';
import { currentTraceId } from './tracing.js';

/** The only fields a log line may carry: ids, codes, counts and times; never names, phones, plates, VINs or texts of people. */
export interface LogFields {
  route?: string | undefined;
  method?: string;
  status?: number;
  durationMs?: number;
  code?: string;
  storeId?: string | undefined;
  role?: string | undefined;
  /** Staff id or machine. */
  callerId?: string | undefined;
  eventId?: string;
  eventType?: string;
  stream?: string;
  count?: number;
  attempt?: number;
  port?: number;
  invariant?: string;
  ids?: readonly string[];
}

/** Structured JSON logs of the service. */
export class Log implements LoggerService {
  private readonly pino: Logger;

  constructor(service: string, level: string) {
    // Nobody waits for the writing of a line, and many go in one; what is left is written when the process ends.
    const out = pino.destination({ sync: false, minLength: 4096, periodicFlush: 100 });
    this.pino = pino({ name: service, level, base: { service }, timestamp: pino.stdTimeFunctions.isoTime }, out);
  }

  info(message: string, fields: LogFields = {}): void {
    this.pino.info(this.with(fields), message);
  }

  warn(message: string, fields?: unknown): void {
    this.pino.warn(this.with(isFields(fields) ? fields : {}), message);
  }

  /** Of the error only its class, code and stack frames are kept: messages of drivers may quote values. */
  error(message: unknown, error?: unknown, fields: unknown = {}): void {
    const cause = error instanceof Error ? error : message instanceof Error ? message : undefined;
    const frames = cause?.stack
      ?.split('\n')
      .filter((line) => line.trimStart().startsWith('at '))
      .slice(0, 8)
      .map((line) => line.trim());
    const errorCode = cause && 'code' in cause ? String(cause.code) : undefined;
    const text = message instanceof Error ? message.name : String(message);
    this.pino.error({ ...this.with(isFields(fields) ? fields : {}), errorName: cause?.name, errorCode, frames }, text);
  }

  /** Nest's own lines: its framework tells nothing of people. */
  log(message: unknown): void {
    this.pino.debug(String(message));
  }

  private with(fields: LogFields): LogFields & { traceId?: string } {
    const traceId = currentTraceId();
    return traceId ? { ...fields, traceId } : fields;
  }
}

const isFields = (value: unknown): value is LogFields => typeof value === 'object' && value !== null;
