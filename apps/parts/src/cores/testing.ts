import { randomUUID } from 'node:crypto';
import type { TestService } from '@pitlane/testing';
import type { IssueView } from '../issues/issue.dto.js';
import { PartsCounter } from '../stock/testing.js';
import type { CoreView } from './core.dto.js';
import { Core, type CoreFacts, type Step } from './core.entity.js';

export const CORE_ID = '0198f000-0000-7000-8000-0000000000c0';

/** The old unit for a remanufactured starter; it is due. */
export function aCore(step: Step, over: Partial<CoreFacts> = {}): Core {
  const facts = { id: CORE_ID, storeId: 'SH001', issueId: 'issue', repairOrderId: 'order', lineId: 'line' };
  const piece = { vehicleId: null, partNumber: '02Z911024X', lotId: 'lot', supplier: 'BOSCH-AA', chargeFen: 40_000 };
  return Core.owe({ ...facts, ...piece, dueBy: '2026-12-21', ...over }, step);
}

/** An exchange part that was issued, and the old units that are due for it. */
export interface Exchanged {
  readonly partId: string;
  readonly partNumber: string;
  readonly lineId: string;
  readonly repairOrderId: string;
  readonly issueId: string;
  readonly cores: CoreView[];
}

/** Some pieces of an exchange part leave for a repair order. */
export async function exchange(
  service: TestService,
  {
    pieces = 1,
    supplier = 'BOSCH-AA',
    coreTermDays,
  }: { pieces?: number; supplier?: string; coreTermDays?: number } = {},
): Promise<Exchanged> {
  const counter = new PartsCounter(service);
  const part = await counter.listPart({ isRemanufactured: true, nameZh: '起动机（再制造）' });
  const { id: partId, partNumber } = part;
  await service.as('parts-buyer').put(`/v1/parts/${partId}/core-charge`, { coreChargeFen: 40_000, coreTermDays });
  const quantityThousandths = pieces * 1_000;
  const line = { partNumber, quantityThousandths, unitCostFen: 90_000, result: 'accepted' };
  const delivery = { deliveryNote: randomUUID(), supplier, lines: [line] };
  await service.as('parts-clerk').post('/v1/deliveries', delivery);
  const lineId = randomUUID();
  const repairOrderId = await counter.authorize([{ lineId, partNumber, quantityThousandths }]);
  const { body } = await counter.issue(repairOrderId, lineId, quantityThousandths);
  const issue: IssueView = body;
  return { partId, partNumber, lineId, repairOrderId, issueId: issue.id, cores: await coresOf(service, repairOrderId) };
}

export async function coresOf(service: TestService, repairOrderId: string): Promise<CoreView[]> {
  const path = `/v1/cores?repairOrderId=${repairOrderId}&limit=100`;
  return (await service.as('parts-clerk').get<{ items: CoreView[] }>(path)).body.items;
}
