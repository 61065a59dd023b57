import type { Service, World } from '../world/world.js';
import { ID, uuidSql } from './uuid.js';
import { storesSql } from './workshop.js';

export const LINES = 6;
const LINE_FEN = 11_300;
const TAX_FEN = 1_300;

/** Settlements that are ready to be issued, spread over the stores: six lines of labor each, equal to their quote. */
export async function seedSettlements(
  world: World,
  service: Service,
  { count, stores }: { count: number; stores: readonly string[] },
): Promise<void> {
  const url = world.superuserUrl(service);
  const numbers = `generate_series(0, ${count - 1}) n JOIN ${storesSql(stores)} ON index = n % ${stores.length}`;
  const [total, tax] = [LINES * LINE_FEN, LINES * TAX_FEN];
  await world.sql(
    url,
    `SET synchronous_commit = off; SET session_replication_role = replica;
     INSERT INTO quote (id, store_id, version, event_version, repair_order_id, repair_order_version, customer_id, vehicle_id, status,
         request_sha256, unpriced, price_list_version, total_fen, tax_fen, customer_share_fen, issued_at, valid_until, document_sha256)
       SELECT ${uuidSql(ID.settlement, 'n')}, id, 1, 0, ${uuidSql(ID.repairOrder, 'n')}, 1, ${uuidSql(ID.customer, 'n')},
         ${uuidSql(ID.vehicle, 'n')}, 'issued', '', '{}', 1, ${total}, ${tax}, ${total}, now(), now() + interval '7 days', ''
       FROM ${numbers};
     INSERT INTO settlement (id, store_id, version, event_version, repair_order_id, repair_order_number, repair_order_version, customer_id,
         vehicle_id, mileage_km, completed_at, quote_id, price_list_version, quoted_total_fen, quoted_customer_share_fen, status,
         total_fen, tax_fen, customer_share_fen, differences, customer_consented, paid_fen)
       SELECT ${uuidSql(ID.settlement, 'n')}, id, 1, 0, ${uuidSql(ID.repairOrder, 'n')}, 'RO-' || n, 1, ${uuidSql(ID.customer, 'n')},
         ${uuidSql(ID.vehicle, 'n')}, 42000, now(), ${uuidSql(ID.settlement, 'n')}, 1, ${total}, ${total}, 'ready',
         ${total}, ${tax}, ${total}, '[]', false, 0
       FROM ${numbers};
     INSERT INTO quote_line (store_id, quote_id, line_id, position, kind, code, name, quantity, unit_price_fen, amount_fen, tax_fen, pay_type)
       SELECT store_id, quote.id, gen_random_uuid(), line, 'labor', 'SERVICE-1H', '小保养', 100, ${LINE_FEN}, ${LINE_FEN}, ${TAX_FEN}, 'customer'
       FROM quote, generate_series(1, ${LINES}) line;
     INSERT INTO settlement_line (store_id, settlement_id, line_id, position, kind, code, name, quantity, unit_price_fen, amount_fen,
         tax_fen, pay_type)
       SELECT store_id, quote_id, line_id, position, kind, code, name, quantity, unit_price_fen, amount_fen, tax_fen, pay_type
       FROM quote_line`,
  );
  await world.sql(url, 'VACUUM ANALYZE');
}
