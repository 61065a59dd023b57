import type { TestService } from '@pitlane/testing';
import type { PartView } from '../catalogue/part.dto.js';
import type { partEntry } from '../catalogue/testing.js';
import type { PartsCounter } from '../stock/testing.js';

/** A part with a lot of ¥50 a unit, of which somebody wanted one on each of so many days before 21 November 2026. */
export async function aPartInDemand(
  parts: TestService,
  counter: PartsCounter,
  { days = 364, ...over }: Parameters<typeof partEntry>[0] & { days?: number } = {},
): Promise<PartView> {
  const part = await counter.listPart(over);
  await counter.receive({ partNumber: part.partNumber, quantityThousandths: 9000, unitCostFen: 5000 });
  await parts.sql(
    `INSERT INTO demand_request (store_id, part_id, request_id, asked_on, issued_thousandths, lost_thousandths, bought_thousandths)
     SELECT 'SH001', $1, gen_random_uuid(), '2026-11-21'::date - day, 1000, 0, 0 FROM generate_series(1, $2::int) AS day`,
    [part.id, days],
  );
  return part;
}
