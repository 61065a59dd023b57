import { startUpgraded } from '@pitlane/testing';
import { AskedOfOrders1763001041000 } from '../migrations/1763001041000-asked-of-orders.js';
import { migrations } from '../migrations/index.js';

const id = (n: number): string => `01990000-0000-7000-8000-00000000000${n}`;
const [SUPPLIER, REQUISITION, PART, DELIVERY, STOCK, VOR, CLOSED, LOT, DECIDED] = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(id);

/** An order for 4 of which 3 came, with a line of the same id. */
const order = (orderId: string | undefined, urgency: string, status: string): string => `
  INSERT INTO purchase_order (id, store_id, version, event_version, supplier_id, supplier_code, urgency, status,
    over_delivery_per_mille, expected_on) VALUES ('${orderId}', 'SH001', 1, 0, '${SUPPLIER}', 'S', '${urgency}', '${status}', 0, '2026-11-28');
  INSERT INTO purchase_order_line VALUES
    ('${orderId}', 'SH001', '${orderId}', '${REQUISITION}', 0, 'P-1', 4000, 3000, 100);`;

const lot = (lotId: string | undefined, result: string): string => `
  INSERT INTO lot (id, store_id, delivery_id, part_id, part_number, unit_cost_fen, result, received_at)
    VALUES ('${lotId}', 'SH001', '${DELIVERY}', '${PART}', 'P-1', 100, '${result}', now());`;

const came = (lotId: string | undefined, orderId: string | undefined, quantityThousandths: number): string =>
  `INSERT INTO purchase_receipt VALUES
    ('${lotId}', '${orderId}', 'SH001', '${orderId}', ${quantityThousandths}, 100, 100, 0, '2026-11-28', '2026-11-21');`;

const ROWS = `
  INSERT INTO supplier VALUES ('${SUPPLIER}', 'SH001', 1, 0, 'S', 'S', 7, 3, 1, 1, 0);
  INSERT INTO requisition (id, store_id, version, event_version, supplier_id, supplier_code, source, urgency, status, value_fen,
    requested_by, requested_at, approved_by) VALUES
    ('${REQUISITION}', 'SH001', 1, 0, '${SUPPLIER}', 'S', 'manual', 'stock', 'ordered', 0, 'gao.buyer', now(), 'lin.approver');
  INSERT INTO part (id, store_id, version, event_version, part_number, name_zh, name_en, category, unit, brand, origin,
    min_thousandths, max_thousandths) VALUES ('${PART}', 'SH001', 1, 0, 'P-1', '滤', 'f', 'f', 'piece', 'B', 'genuine', 0, 1);
  INSERT INTO delivery (id, store_id, version, event_version, delivery_note, supplier, received_by, received_at, kind)
    VALUES ('${DELIVERY}', 'SH001', 1, 0, 'DN-1', 'S', 'zhu.parts', now(), 'supplier');
  ${order(STOCK, 'stock', 'part-received')} ${order(VOR, 'vor', 'part-received')} ${order(CLOSED, 'vor', 'closed')}
  ${lot(LOT, 'quarantined')} ${lot(DECIDED, 'accepted')}
  ${came(LOT, STOCK, 1000)} ${came(DECIDED, STOCK, 2000)} ${came(LOT, CLOSED, 3000)}`;

describe('orders of a release that did not count what is asked for or undecided', () => {
  const upgraded = startUpgraded('parts', { migrations, first: AskedOfOrders1763001041000, rows: ROWS });

  it('count it from then on, where they are under way', async () => {
    const lines = await upgraded.sql(
      'SELECT id, asked_thousandths::int AS asked, undecided_thousandths::int AS undecided FROM purchase_order_line ORDER BY id',
    );
    expect(lines).toEqual([
      { id: STOCK, asked: 0, undecided: 1000 },
      { id: VOR, asked: 4000, undecided: 0 },
      { id: CLOSED, asked: 0, undecided: 0 },
    ]);
  });
});
