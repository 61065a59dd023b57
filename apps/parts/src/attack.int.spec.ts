import { randomUUID } from 'node:crypto';
import { PartsRequested, SettlementIssued } from '@pitlane/contracts';
import { attack, startService, type TestService } from '@pitlane/testing';
import { PartsModule } from './app.module.js';
import { partEntry } from './catalogue/testing.js';
import { exchange } from './cores/testing.js';
import { bookOf, importBook } from './imports/testing.js';
import { migrations } from './migrations/index.js';
import { PurchasingDesk } from './purchase-orders/testing.js';
import { Suggestions } from './requisitions/suggestions.service.js';
import { aTransferOnItsWay } from './incoming-transfers/testing.js';
import { OutgoingTransfer } from './outgoing-transfers/outgoing-transfer.entity.js';
import { OutgoingTransfersService } from './outgoing-transfers/outgoing-transfers.service.js';
import { PartsCounter } from './stock/testing.js';
import { registerSupplier, supplierEntry } from './suppliers/testing.js';

const parts = startService(PartsModule, 'parts', migrations);
const newPart = partEntry();
const newSupplier = supplierEntry();
const { name, leadDays, overDeliveryPerMille } = newSupplier;
const terms = {
  serviceLevels: [{ upToUnitCostFen: null, serviceLevelBasisPoints: 9_500 }],
  ...{ orderCycleDays: 14, leadTimeDays: 7, leadTimeDeviationDays: 2, deadAfterDays: 180 },
};
const period = { from: '2026-11-01', to: '2026-11-21' };

/** A part below its minimum and dead, of which one repair order has drawn some; another waits at the counter for a part. */
async function plant(service: TestService) {
  const counter = new PartsCounter(service);
  const { id: partId, partNumber } = await counter.listPart({
    partNumber: `P-${randomUUID().slice(0, 8)}`,
    minThousandths: 900_000,
  });
  const { id: importId } = await importBook(service, bookOf('not a part'), { isDryRun: true });
  const { id: kitId } = await counter.defineKit([{ partNumber, quantityThousandths: 1_000 }]);
  const { partNumber: successorNumber } = await counter.listPart({ partNumber: `S-${randomUUID().slice(0, 8)}` });
  const { id: deliveryId, lots } = await counter.receive({ partNumber, quantityThousandths: 20_000 });
  const [lineId, openLineId] = [randomUUID(), randomUUID()];
  const repairOrderId = await counter.authorize([{ lineId, partNumber, quantityThousandths: 2_000 }]);
  const openOrderId = await counter.authorize([{ lineId: openLineId, partNumber, quantityThousandths: 3_000 }]);
  const wanted = { repairOrderId: openOrderId, jobId: randomUUID(), technicianId: 'wu.technician' };
  const lines = [{ lineId: openLineId, partNumber, quantityThousandths: 3_000 }];
  await service.deliver(PartsRequested.of({ ...wanted, lines }), { aggregateId: openOrderId });
  const { id: issueId } = (await counter.issue(repairOrderId, lineId, 2_000)).body;
  const { id: reservationId } = await counter.reservationOf(openOrderId);
  const lotId = lots[0]?.lotId ?? '';
  await service.sql('UPDATE part SET dead_since = now() WHERE id = $1', [partId]);
  return {
    partId,
    partNumber,
    successorNumber,
    kitId,
    importId,
    deliveryId,
    lotId,
    lineId,
    openLineId,
    repairOrderId,
    openOrderId,
    issueId,
    reservationId,
    settlementId: await billed(service, { repairOrderId, lineId, partNumber }),
    ...(await plantDocuments(service, counter, { partNumber, lineId })),
    ...(await plantPurchases(service, counter, partNumber)),
    coreId: (await exchange(service)).cores[0]?.id ?? '',
  };
}

/** Billing settled what the order got. */
async function billed(
  service: TestService,
  { repairOrderId, lineId, partNumber }: { repairOrderId: string; lineId: string; partNumber: string },
): Promise<string> {
  const settlementId = randomUUID();
  const settlement = { settlementId, number: 'SH001-JS-2026-000045', repairOrderId, issuedAt: '2026-11-21T06:30:00Z' };
  const whose = { customerId: randomUUID(), vehicleId: randomUUID() };
  const amounts = { totalFen: 4_600, taxFen: 529, customerShareFen: 4_600 };
  const partLines = [{ lineId, partNumber, quantityThousandths: 2_000, amountFen: 4_600 }];
  await service.deliver(SettlementIssued.of({ ...settlement, ...whose, ...amounts, partLines }));
  return settlementId;
}

/** One requisition that nobody approved yet, an order that was sent, and a return to a supplier. */
async function plantPurchases(service: TestService, counter: PartsCounter, partNumber: string) {
  const { id: supplierId } = await registerSupplier(service, [{ partNumber }]);
  const purchase = { supplierId, lines: [{ partNumber, quantityThousandths: 1_000 }] };
  const { id: purchaseOrderId } = await new PurchasingDesk(service).order(purchase);
  const request = { ...purchase, urgency: 'stock' };
  const { id: requisitionId } = (await service.as('parts-buyer').post<{ id: string }>('/v1/requisitions', request))
    .body;
  const bad = { quantityThousandths: 2_000, result: 'rejected', reason: 'wet' };
  const { id: badDeliveryId, lots } = await counter.receive({ partNumber, ...bad });
  const [lot] = lots;
  const sent = { lotId: lot?.lotId, quantityThousandths: 1_000, reason: 'wet' };
  const { id: supplierReturnId } = (await service.as('parts-buyer').post<{ id: string }>('/v1/supplier-returns', sent))
    .body;
  await service.as('parts-clerk').post(`/v1/deliveries/${badDeliveryId}/suspect`, { reason: 'counterfeit' });
  // What the schedule would suggest while an attack looks at the tables is suggested now.
  await service.inStore('SH001', () => service.get(Suggestions).suggest('SH001', service.clock.now()));
  return { supplierId, requisitionId, purchaseOrderId, supplierReturnId };
}

/** Documents about that part: counted, scrapped, on its way, asked for, borrowed; and a part that is due to be counted. */
async function plantDocuments(
  service: TestService,
  counter: PartsCounter,
  { partNumber, lineId }: { partNumber: string; lineId: string },
) {
  const made = async (path: string, body: object) =>
    (await service.as('huang.manager').post<{ id: string }>(path, body)).body.id;
  const stocktakeId = await made('/v1/stocktakes', { kind: 'chosen', partNumbers: [partNumber] });
  const countedPartNumber = await plantCounted(service, counter);
  const due = await counter.listPart();
  await counter.receive({ partNumber: due.partNumber, quantityThousandths: 1_000 });
  const unfit = { partNumber, quantityThousandths: 1_000, reason: 'it leaks' };
  await made('/v1/lost-sales', { partNumber, quantityThousandths: 1_000, cause: 'not-stocked' });
  const scrappingId = await made('/v1/scrappings', unfit);
  const { id: incomingTransferId } = await service.given(aTransferOnItsWay(partNumber));
  const outgoingTransferId = await askedFor(service, partNumber);
  const loan = { lender: 'YONGDA', partNumber, quantityThousandths: 1_000, unitCostFen: 1_000, dueOn: '2026-11-28' };
  const borrowingId = await made('/v1/borrowings', loan);
  const oldPartId = await made('/v1/old-parts', { lineId, quantityThousandths: 1_000, shelf: 'W-04' });
  const transferIds = { incomingTransferId, outgoingTransferId };
  return { stocktakeId, countedPartNumber, duePartId: due.id, scrappingId, ...transferIds, borrowingId, oldPartId };
}

/** The approved sheet of a part of which there is nothing. */
async function plantCounted(service: TestService, counter: PartsCounter): Promise<string> {
  const { partNumber } = await counter.listPart();
  const [counts, sheet] = [[{ partNumber, quantityThousandths: 0 }], { kind: 'chosen', partNumbers: [partNumber] }];
  const { body } = await service.as('zhu.parts').post<{ id: string }>('/v1/stocktakes', sheet);
  await service.as('zhu.parts').post(`/v1/stocktakes/${body.id}/counts`, { counts });
  await service.as('huang.manager').post(`/v1/stocktakes/${body.id}/approve`, { reason: 'seen' });
  return partNumber;
}

/** SH002 wants something of SH001. */
async function askedFor(service: TestService, partNumber: string): Promise<string> {
  const request = {
    transferId: randomUUID(),
    toStoreId: 'SH002',
    reason: 'a waiting car',
    requestedAt: service.clock.now(),
  };
  const lines = [{ partNumber, quantityThousandths: 1_000 }];
  await service.inStore('SH001', () => service.get(OutgoingTransfersService).hearRequest({ ...request, lines }));
  const transfers = await service.all(OutgoingTransfer);
  return transfers.find(({ transferId }) => transferId === request.transferId)?.id ?? '';
}

describe('parts under attack', () => {
  attack(parts, {
    plant,
    parameters: {
      '/v1/parts/:id': 'partId',
      '/v1/kits/:id': 'kitId',
      '/v1/imports/:id': 'importId',
      '/v1/deliveries/:id': 'deliveryId',
      '/v1/deliveries/:id/lots/:lotId': 'lotId',
      '/v1/reservations/:id': 'reservationId',
      '/v1/issues/:id': 'issueId',
      '/v1/suppliers/:id': 'supplierId',
      '/v1/requisitions/:id': 'requisitionId',
      '/v1/purchase-orders/:id': 'purchaseOrderId',
      '/v1/stocktakes/:id': 'stocktakeId',
      '/v1/scrappings/:id': 'scrappingId',
      '/v1/trace/deliveries/:id': 'deliveryId',
      '/v1/supplier-returns/:id': 'supplierReturnId',
      '/v1/incoming-transfers/:id': 'incomingTransferId',
      '/v1/outgoing-transfers/:id': 'outgoingTransferId',
      '/v1/borrowings/:id': 'borrowingId',
      '/v1/old-parts/:id': 'oldPartId',
      '/v1/cores/:id': 'coreId',
      '/v1/trace/lots/:lotId': 'lotId',
      '/v1/trace/settlements/:id': 'settlementId',
      '/v1/trace/repair-order-lines/:lineId': 'lineId',
    },
    queries: {
      'GET /v1/parts-figures': () => period,
      'GET /v1/parts-figures/csv': () => period,
      'GET /v1/parts-figures/xlsx': () => period,
      'GET /v1/parts-figures/movements': () => ({ ...period, figure: 'turnover' }),
      'GET /v1/parts-figures/movements/csv': () => ({ ...period, figure: 'turnover' }),
      'GET /v1/parts-figures/movements/xlsx': () => ({ ...period, figure: 'turnover' }),
      'GET /v1/parts-figures/requests': () => period,
      'GET /v1/parts-figures/requests/csv': () => period,
      'GET /v1/parts-figures/requests/xlsx': () => period,
      'GET /v1/parts-figures/counted-lines': () => period,
      'GET /v1/parts-figures/counted-lines/csv': () => period,
      'GET /v1/parts-figures/counted-lines/xlsx': () => period,
      'GET /v1/parts': ({ partNumber }) => ({ search: partNumber }),
      'GET /v1/reservations': ({ openOrderId }) => ({ purposeId: openOrderId }),
      'GET /v1/suppliers/:id/scorecard': () => ({ from: '2026-11-01', to: '2026-11-30' }),
      'GET /v1/purchase-orders': ({ supplierId }) => ({ supplierId }),
      'GET /v1/issues': ({ repairOrderId }) => ({ repairOrderId }),
      'GET /v1/group-stock': () => ({ partNumber: 'OIL-5W30' }),
    },
    anonymousLists: [
      'GET /v1/core-balances',
      'GET /v1/policies/terms',
      'GET /v1/stock-audit',
      'GET /v1/stock-value',
      'GET /v1/parts-figures',
      'GET /v1/parts-figures/csv',
      'GET /v1/parts-figures/xlsx',
      'GET /v1/parts-figures/movements/xlsx',
      'GET /v1/parts-figures/requests/xlsx',
      'GET /v1/parts-figures/counted-lines/xlsx',
      'GET /v1/group-stock',
    ],
    bodies: {
      'POST /v1/parts': () => newPart,
      'POST /v1/parts/batch': () => ({ parts: [newPart] }),
      'POST /v1/parts/:id/supersession': ({ successorNumber }) => ({
        ...{ successorPartNumber: successorNumber, rule: 'use-up', effectiveFrom: '2026-11-21' },
      }),
      'POST /v1/kits': ({ partNumber }) => ({
        ...{ code: 'KIT-MNT', name: '小保养', operationCode: 'MNT-010' },
        lines: [{ partNumber, quantityThousandths: 1_000 }],
      }),
      'POST /v1/imports/parts': () => ({ fileName: '备件台账.csv', format: 'csv', isDryRun: true }),
      'POST /v1/imports/:id/start': () => ({ pieces: 1 }),
      'POST /v1/imports/:id/pieces': () => ({ position: 0, contentBase64: 'QQ==' }),
      'POST /v1/deliveries/:id/suspect': () => ({ reason: 'counterfeit' }),
      'POST /v1/deliveries/:id/lift-suspicion': () => ({ reason: 'it is genuine' }),
      'POST /v1/deliveries/:id/lots/:lotId/decide': () => ({ result: 'accepted', reason: 'tried on a car' }),
      'POST /v1/deliveries/:id/put-away': ({ lotId }) => ({ lots: [{ lotId, bin: 'B-07-2' }] }),
      'POST /v1/deliveries': ({ partNumber, purchaseOrderId }) => ({
        purchaseOrderId,
        deliveryNote: 'DN-20261121-09',
        supplier: 'SVW-ANTING',
        lines: [{ partNumber, quantityThousandths: 1_000, unitCostFen: 1_000, result: 'accepted' }],
      }),
      'POST /v1/supplier-returns': ({ lotId }) => ({ lotId, quantityThousandths: 1_000, reason: 'wet' }),
      'POST /v1/supplier-returns/:id/credit': () => ({ creditedFen: 1_000, creditNote: 'CN-77' }),
      'POST /v1/suppliers': () => newSupplier,
      'PUT /v1/suppliers/:id': () => ({ name, leadDays, overDeliveryPerMille }),
      'POST /v1/suppliers/:id/prices': () => ({
        prices: [
          { partNumber: 'OIL-5W30', validFrom: '2026-12-01', unitPriceFen: 5_200, minimumOrderThousandths: 1_000 },
        ],
      }),
      'POST /v1/suppliers/:id/block': () => ({ reason: 'counterfeit filters' }),
      'POST /v1/requisitions': ({ supplierId, partNumber, openLineId }) => ({
        supplierId,
        urgency: 'vor',
        lines: [{ partNumber, quantityThousandths: 1_000, reservationLineId: openLineId }],
      }),
      'POST /v1/requisitions/:id/reject': () => ({ reason: 'there is enough' }),
      'POST /v1/purchase-orders': ({ requisitionId }) => ({ requisitions: [{ requisitionId }] }),
      'POST /v1/purchase-orders/:id/confirm': () => ({ expectedOn: '2026-12-01' }),
      'POST /v1/purchase-orders/:id/ship': () => ({ trackingNumber: 'SF-1234' }),
      'POST /v1/purchase-orders/:id/cancel': () => ({ reason: 'not wanted' }),
      'POST /v1/purchase-orders/:id/close': () => ({ reason: 'out of production' }),
      'POST /v1/reservations': ({ partNumber }) => ({
        lines: [{ partNumber, quantityThousandths: 1_000 }],
        reason: 'a customer on the phone',
      }),
      'POST /v1/reservations/:id/release': () => ({ reason: 'not wanted' }),
      'POST /v1/reservations/:id/stage': () => ({ shelf: 'R-12' }),
      'POST /v1/reservations/:id/override': ({ openLineId }) => ({ lineIds: [openLineId], reason: 'urgent' }),
      'POST /v1/lost-sales': ({ partNumber }) => ({ partNumber, quantityThousandths: 1_000, cause: 'out-of-stock' }),
      'POST /v1/policies/back-test': ({ partNumber }) => ({ partNumbers: [partNumber] }),
      'PUT /v1/policies/terms': () => ({ ...terms, campaigns: [{ month: '2027-03' }] }),
      'POST /v1/parts/:id/policy/adopt': () => ({ minThousandths: 0, maxThousandths: 0 }),
      'POST /v1/policies/adoptions': ({ partNumber }) => ({
        adoptions: [{ partNumber, minThousandths: 0, maxThousandths: 0 }],
      }),
      'POST /v1/issues': ({ openOrderId, openLineId }) => ({
        repairOrderId: openOrderId,
        receivedBy: 'wu.technician',
        lines: [{ lineId: openLineId, quantityThousandths: 1_000 }],
      }),
      'POST /v1/issues/:id/returns': ({ lineId }) => ({
        lines: [{ lineId, quantityThousandths: 1_000 }],
        reason: 'not needed',
      }),
      'POST /v1/stocktakes': ({ partNumber }) => ({ kind: 'chosen', partNumbers: [partNumber] }),
      'POST /v1/stocktakes/:id/counts': ({ partNumber }) => ({ counts: [{ partNumber, quantityThousandths: 1_000 }] }),
      'POST /v1/stocktakes/:id/approve': ({ openLineId }) => ({ reason: 'seen', releaseLineIds: [openLineId] }),
      'POST /v1/stocktakes/:id/cancel': () => ({ reason: 'no time' }),
      'POST /v1/incoming-transfers': ({ partNumber }) => ({
        ...{ fromStoreId: 'SH002', lines: [{ partNumber, quantityThousandths: 1_000 }], reason: 'a waiting car' },
      }),
      'POST /v1/incoming-transfers/:id/receive': ({ lotId }) => ({
        ...{
          differences: [{ fromLotId: lotId, lostThousandths: 1_000, goingBackThousandths: 0 }],
          explanation: 'lost',
        },
      }),
      'POST /v1/outgoing-transfers/:id/ship': ({ partNumber }) => ({
        lines: [{ partNumber, quantityThousandths: 1_000 }],
      }),
      'POST /v1/outgoing-transfers/:id/refuse': () => ({ reason: 'needed here' }),
      'POST /v1/outgoing-transfers/:id/take-back': ({ lotId }) => ({
        ...{ lost: [{ lotId, lostThousandths: 1_000 }], explanation: 'lost' },
      }),
      'POST /v1/borrowings': ({ partNumber, openLineId }) => ({
        ...{ lender: 'YONGDA', partNumber, quantityThousandths: 1_000, unitCostFen: 1_000, dueOn: '2026-11-28' },
        lineId: openLineId,
      }),
      'POST /v1/borrowings/:id/give-back': () => ({ explanation: 'dearer now' }),
      'POST /v1/borrowings/:id/buy': () => ({ invoiceNumber: 'FP-1', invoiceFen: 1_000 }),
      'POST /v1/old-parts': ({ lineId }) => ({ lineId, quantityThousandths: 1_000, shelf: 'W-04' }),
      'PUT /v1/parts/:id/core-charge': () => ({ coreChargeFen: 40_000, coreTermDays: 14 }),
      'POST /v1/cores/:id/receive': () => ({ shelf: 'C-02' }),
      'POST /v1/cores/:id/reject': () => ({ reason: 'the housing is cracked' }),
      'POST /v1/cores/:id/return': () => ({ dispatchNote: 'SF1020' }),
      'POST /v1/cores/:id/credit': () => ({ creditedFen: 40_000, creditNote: 'CN-78' }),
      'POST /v1/old-parts/:id/end': () => ({ fate: 'released', reason: 'not wanted' }),
      'POST /v1/scrappings': ({ partNumber, lotId }) => ({
        ...{ partNumber, lotId, quantityThousandths: 1_000, reason: 'it leaks' },
      }),
      'POST /v1/scrappings/:id/reject': () => ({ reason: 'it does not' }),
    },
  });
});
