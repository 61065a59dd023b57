import { randomUUID } from 'node:crypto';
import { SettlementIssued, VehicleChanged } from '@pitlane/contracts';
import { startService } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { opened, PartsCounter } from '../stock/testing.js';
import type { DeliveryTraceView, LineTraceView, LotTraceView, SettlementTraceView } from './trace.dto.js';

const VIN = 'LSVFA49J232037048';

describe('the trace of a part', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);
  const trace = async <T>(path: string): Promise<T> =>
    (await parts.as('claims-clerk').get<T>(`/v1/trace/${path}`)).body;

  const car = (vehicleId: string, plate: string): VehicleChanged =>
    VehicleChanged.of({
      ...{ vehicleId, ownerCustomerId: randomUUID(), vin: VIN, plate, make: 'VW', model: 'Passat' },
      ...{ modelYear: 2022, powertrain: 'petrol', mileageKm: 42_000 },
    });
  const settled = (settlementId: string, repairOrderId: string, partLines?: SettlementIssued['partLines']) =>
    SettlementIssued.of({
      ...{
        settlementId,
        number: 'SH001-JS-2026-000045',
        repairOrderId,
        customerId: randomUUID(),
        vehicleId: randomUUID(),
      },
      ...{ totalFen: 4_600, taxFen: 529, customerShareFen: 4_600, issuedAt: '2026-11-21T06:30:00Z' },
      ...(partLines && { partLines }),
    });

  /** One line of an order, issued from the lots of two deliveries. */
  async function anIssue() {
    const { partNumber } = await counter.listPart();
    const first = await counter.receive({ partNumber, quantityThousandths: 1_000, unitCostFen: 900 });
    const second = await counter.receive({ partNumber, quantityThousandths: 3_000, unitCostFen: 1_000 });
    const [lineId, repairOrderId] = [randomUUID(), randomUUID()];
    await counter.authorize([{ lineId, partNumber, quantityThousandths: 2_000 }], { repairOrderId });
    const { body: issue } = await counter.issue(repairOrderId, lineId, 2_000);
    return { partNumber, first, second, lineId, repairOrderId, issue };
  }

  it('goes from each delivery to the car and the settlement line, and from the settlement back to the deliveries (PRT-3)', async () => {
    const { partNumber, first, second, lineId, repairOrderId, issue } = await anIssue();
    const [vehicleId, settlementId] = [randomUUID(), randomUUID()];
    await parts.deliver(car(vehicleId, '沪A12345'), { aggregateId: vehicleId });
    await parts.deliver(car(vehicleId, '沪A54321'), { aggregateId: vehicleId });
    await parts.deliver(opened(repairOrderId, vehicleId), { aggregateId: repairOrderId });
    const lines = [{ lineId, partNumber, quantityThousandths: 2_000, amountFen: 4_600 }];
    await parts.deliver(settled(settlementId, repairOrderId, lines), { aggregateId: settlementId });

    const order = {
      ...{ repairOrderId, repairOrderNumber: 'SH001-2026-000123', vehicleId, vin: VIN, plate: '沪A54321', lineId },
      settled: {
        ...{ settlementId, number: 'SH001-JS-2026-000045', quantityThousandths: 2_000, amountFen: 4_600 },
        issuedAt: '2026-11-21T06:30:00.000Z',
      },
    };
    const fromFirst = { lotId: first.lots[0]?.lotId, quantityThousandths: 1_000, unitCostFen: 900, issueId: issue.id };
    const fromSecond = { ...fromFirst, lotId: second.lots[0]?.lotId, unitCostFen: 1_000 };

    expect(await trace<DeliveryTraceView>(`deliveries/${second.id}`)).toMatchObject({
      deliveryId: second.id,
      supplier: 'SVW-ANTING',
      lots: [{ lotId: fromSecond.lotId, issues: [{ ...order, issueId: issue.id, quantityThousandths: 1_000 }] }],
    });
    expect(await trace<LotTraceView>(`lots/${fromFirst.lotId}`)).toMatchObject({
      deliveryNote: first.deliveryNote,
      issues: [{ ...order, receivedBy: 'wu.technician', returnedThousandths: 0 }],
      otherMovements: [],
    });
    const line = { ...order, partNumber, lots: [fromFirst, fromSecond] };
    expect(await trace<LineTraceView>(`repair-order-lines/${lineId}`)).toMatchObject(line);
    expect(await trace<SettlementTraceView>(`settlements/${settlementId}`)).toMatchObject({ lines: [line] });
  });

  it('says what it knows when the car and the settlement are not known', async () => {
    const { lineId, repairOrderId, first } = await anIssue();
    await parts.deliver(settled(randomUUID(), repairOrderId));

    const unknown = { repairOrderNumber: null, vehicleId: null, vin: null, plate: null, settled: null };
    expect(await trace<LineTraceView>(`repair-order-lines/${lineId}`)).toMatchObject({ repairOrderId, ...unknown });
    const { lots } = await trace<DeliveryTraceView>(`deliveries/${first.id}`);
    expect(lots).toMatchObject([{ issues: [{ repairOrderId, ...unknown }] }]);
  });

  it('notes a settlement once that is told twice, and before its order is known', async () => {
    const [settlementId, repairOrderId, lineId] = [randomUUID(), randomUUID(), randomUUID()];
    const { partNumber } = await counter.listPart();
    await counter.receive({ partNumber, quantityThousandths: 1_000 });
    const event = settled(settlementId, repairOrderId, [
      { lineId, partNumber, quantityThousandths: 1_000, amountFen: 2_300 },
    ]);
    const options = { aggregateId: settlementId, eventId: randomUUID(), version: 1 };
    await parts.deliver(event, options);
    await parts.deliver(event, options);
    await counter.authorize([{ lineId, partNumber, quantityThousandths: 1_000 }], { repairOrderId });
    await counter.issue(repairOrderId, lineId, 1_000);

    const { lines } = await trace<SettlementTraceView>(`settlements/${settlementId}`);
    expect(lines).toMatchObject([{ lineId, settled: { amountFen: 2_300 }, lots: [{ quantityThousandths: 1_000 }] }]);
  });

  it('shows how a lot left otherwise than by an issue', async () => {
    const { partNumber } = await counter.listPart();
    const { lots } = await counter.receive({ partNumber, quantityThousandths: 3_000 });
    const [documentId, lotId] = [randomUUID(), lots[0]?.lotId];
    await parts.sql(
      `INSERT INTO movement (store_id, lot_id, kind, available_delta, scrapped_delta, moved_out_delta, document_id, reason, actor_id, occurred_at)
       VALUES ('SH001', $1, 'scrapped', -1000, 1000, 0, $2, 'dropped', 'sun.parts', '2026-11-21T02:00:00Z'),
              ('SH001', $1, 'moved-out', -700, 0, 700, $2, 'asked for', 'sun.parts', '2026-11-21T02:01:00Z'),
              ('SH001', $1, 'moved-out', 500, 0, -500, $2, 'not fetched', 'sun.parts', '2026-11-21T02:02:00Z')`,
      [lotId, documentId],
    );

    const movement = { documentId, cameBack: false };
    expect((await trace<LotTraceView>(`lots/${lotId}`)).otherMovements).toMatchObject([
      { ...movement, kind: 'scrapped', quantityThousandths: 1_000, reason: 'dropped' },
      { ...movement, kind: 'moved-out', quantityThousandths: 700, reason: 'asked for' },
      { ...movement, kind: 'moved-out', quantityThousandths: 500, reason: 'not fetched', cameBack: true },
    ]);
  });

  it.each(['deliveries', 'lots', 'repair-order-lines', 'settlements'])('knows none of unknown %s', async (things) => {
    expect((await parts.as('claims-clerk').get(`/v1/trace/${things}/${randomUUID()}`)).status).toBe(404);
  });
});
