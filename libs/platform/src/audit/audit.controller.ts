import { Controller, Get, Query } from '@nestjs/common';
import { And, type FindOptionsWhere, LessThan, MoreThanOrEqual } from 'typeorm';
import { Allow } from '../auth/allow.js';
import { Database } from '../database/database.js';
import { type Page, pageOf } from '../http/paging.js';
import { Answers } from '../http/routes.js';
import { Costs } from '../limits/limit.guard.js';
import { AuditEntry } from './audit-entry.entity.js';
import { AuditEntryView, AuditPageView, AuditQuery } from './audit.dto.js';

/** Who changed what in the caller's stores, newest first. */
@Controller('v1/audit')
export class AuditController {
  constructor(private readonly db: Database) {}

  @Get()
  @Allow('service-manager', 'group-admin', 'group-auditor')
  @Costs(5)
  @Answers(AuditPageView)
  async list(@Query() query: AuditQuery): Promise<Page<AuditEntryView>> {
    const { aggregateId, actorId, from, until } = query;
    const times = [...(from ? [MoreThanOrEqual(new Date(from))] : []), ...(until ? [LessThan(new Date(until))] : [])];
    const where: FindOptionsWhere<AuditEntry> = {
      ...(aggregateId !== undefined && { aggregateId }),
      ...(actorId !== undefined && { actorId }),
      ...(times.length > 0 && { at: And(...times) }),
    };
    return pageOf(await this.db.read((tx) => tx.page(AuditEntry, where, query)), (entry) => AuditEntryView.of(entry));
  }
}
