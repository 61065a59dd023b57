/**
 * The read of `GET /v1/parts/:id` on bare Fastify and pg: a verified token, a checked id, the same three statements in one
 * transaction that sees one store, the same bytes. What the platform's own way costs more is its price.
 */
import Fastify, { type FastifyRequest } from 'fastify';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import pg from 'pg';

const { AUTH_ISSUER: issuer = '', DATABASE_URL: connectionString = '', PORT: port } = process.env;
const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`));
const pool = new pg.Pool({ connectionString, max: 10 });
const app = Fastify();

const PART = `SELECT id, version, part_number AS "partNumber", name_zh AS "nameZh", name_en AS "nameEn", category, unit, brand, origin,
  shelf_life_days AS "shelfLifeDays", bin, fits, is_remanufactured AS "isRemanufactured",
  CASE WHEN is_remanufactured THEN 'remanufactured' WHEN origin = 'genuine' THEN 'original' END AS "partClass",
  core_charge_fen AS "coreChargeFen", core_term_days AS "coreTermDays",
  min_pack_thousandths AS "minPackThousandths", min_thousandths AS "minThousandths", max_thousandths AS "maxThousandths", alert
  FROM part WHERE id = $1`;
const LEVEL = `SELECT sum(available_thousandths) AS available, sum(reserved_thousandths) AS reserved, sum(staged_thousandths) AS staged,
  sum(quarantined_thousandths) AS quarantined, (
    SELECT sum(requested_thousandths) FROM part JOIN reservation_line line
      ON line.store_id = part.store_id AND line.part_number = part.part_number AND is_soft
    WHERE part.id = $1) AS "softlyReserved" FROM lot WHERE part_id = $1`;
const LOTS = `SELECT lot.id AS "lotId", lot.delivery_id AS "deliveryId", delivery.delivery_note AS "deliveryNote", delivery.supplier,
  lot.unit_cost_fen AS "unitCostFen", lot.received_at AS "receivedAt", lot.expires_on::text AS "expiresOn",
  lot.available_thousandths AS "availableThousandths", lot.reserved_thousandths AS "reservedThousandths",
  lot.staged_thousandths AS "stagedThousandths", lot.quarantined_thousandths AS "quarantinedThousandths"
  FROM lot JOIN delivery ON delivery.id = lot.delivery_id
  WHERE lot.part_id = $1 AND lot.received_thousandths > lot.issued_thousandths ORDER BY lot.expires_on, lot.received_at, lot.id LIMIT 200`;

/** @returns the stores of the caller @throws when the token is not good */
async function storesOf(request: FastifyRequest): Promise<string> {
  const token = (request.headers.authorization ?? '').slice('Bearer '.length);
  const { payload } = await jwtVerify(token, keys, { issuer, audience: 'urn:pitlane:parts', typ: 'at+jwt' });
  return String(payload['stores']);
}

async function read(id: string, stores: string): Promise<object | undefined> {
  const client = await pool.connect();
  const rowsOf = async (name: string, text: string): Promise<Record<string, unknown>[]> => {
    const { rows } = await client.query<Record<string, unknown>>({ name, text, values: [id] });
    return rows;
  };
  try {
    await client.query(`BEGIN READ ONLY; SELECT set_config('app.stores', ${pg.escapeLiteral(stores)}, true)`);
    const [part] = await rowsOf('part', PART);
    const [level] = await rowsOf('level', LEVEL);
    const lots = await rowsOf('lots', LOTS);
    return part && { ...withNumbers(part), ...levelsOf(level), lots: lots.map(withNumbers) };
  } finally {
    await client.query('COMMIT');
    client.release();
  }
}

function levelsOf(level: Record<string, unknown> = {}): object {
  const of = (name: string): number => Number(level[name] ?? 0);
  const reserved = of('reserved') + of('staged');
  return {
    availableThousandths: of('available'),
    reservedThousandths: reserved,
    softlyReservedThousandths: of('softlyReserved'),
    quarantinedThousandths: of('quarantined'),
    locations: [
      { location: 'bin', quantityThousandths: of('available') + of('reserved') },
      { location: 'reserved-shelf', quantityThousandths: of('staged') },
      { location: 'quarantine', quantityThousandths: of('quarantined') },
    ],
  };
}

/** Large integers come as text. */
const withNumbers = (row: Record<string, unknown>): object =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value !== null && /Thousandths|Fen/.test(name) ? Number(value) : value,
    ]),
  );

const params = { type: 'object', properties: { id: { type: 'string', format: 'uuid' } }, required: ['id'] };
app.get<{ Params: { id: string } }>('/v1/parts/:id', { schema: { params } }, async (request, reply) => {
  const part = await read(request.params.id, await storesOf(request));
  return part ?? reply.code(404).send();
});
await app.listen({ port: Number(port), host: '127.0.0.1' });
