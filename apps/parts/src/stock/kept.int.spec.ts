import { randomUUID } from 'node:crypto';
import { startService } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { PartsCounter } from './testing.js';

describe('what a line keeps of a lot', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);

  /** As a mistake of ours would write it. */
  const release = (lotId: string, lineId: string, thousandths: number) =>
    parts.sql(
      `INSERT INTO movement (store_id, lot_id, line_id, kind, available_delta, reserved_delta, document_id, actor_id, occurred_at)
       VALUES ('SH001', $1, $2, 'released', $3, -$3::bigint, $4, 'nobody', now())`,
      [lotId, lineId, thousandths, randomUUID()],
    );
  const kept = () =>
    parts.sql<{ line_id: string; lot_id: string }>(
      'SELECT line_id, lot_id, reserved_thousandths FROM kept ORDER BY line_id',
    );

  it('is not given up by a line that keeps less, or nothing, though another keeps enough of the lot', async () => {
    const { partNumber } = await counter.listPart();
    await counter.receive({ partNumber, quantityThousandths: 3000 });
    const wanted = { partNumber, quantityThousandths: 1000 };
    await counter.reserve([wanted, wanted]);
    const before = await kept();
    const [one] = before;

    for (const lineId of [one?.line_id ?? '', randomUUID()]) {
      const released = release(one?.lot_id ?? '', lineId, 1500);
      await expect(released).rejects.toMatchObject({ code: '23514', table: 'kept' });
    }
    expect(await kept()).toEqual(before);
  });
});
