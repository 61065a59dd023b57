import { SelfChecks } from '@pitlane/platform';
import { startService } from '@pitlane/testing';
import { PartsModule } from './app.module.js';
import { migrations } from './migrations/index.js';
import { PartsCounter } from './stock/testing.js';

describe('the books of parts, looked through while it runs', () => {
  const parts = startService(PartsModule, 'parts', migrations, {
    environment: { SELF_CHECK_SECONDS: '86400' },
  });
  const broken = async (): Promise<unknown> => {
    await parts.get(SelfChecks).look(0);
    const [row] = await parts.sql(
      `SELECT progress -> 'P1 lot' -> 'broken' AS "P1", progress -> 'P2 lot' -> 'broken' AS "P2",
              (progress -> 'P2 lot' ->> 'checked')::int > 0 AS looked FROM self_check`,
    );
    return row;
  };

  it('name a lot that lost a piece, and one that no movement explains, whichever store they are in', async () => {
    const counter = new PartsCounter(parts);
    const { partNumber } = await counter.listPart();
    const { lots } = await counter.receive(
      { partNumber, quantityThousandths: 3_000 },
      { partNumber, quantityThousandths: 5_000 },
    );
    const [lost, unexplained] = lots.map(({ lotId }) => lotId);
    expect(await broken()).toEqual({ P1: [], P2: [], looked: true });

    await parts.sql('ALTER TABLE lot DROP CONSTRAINT lot_is_whole');
    await parts.sql('UPDATE lot SET available_thousandths = 2000 WHERE id = $1', [lost]);
    await parts.sql('UPDATE lot SET available_thousandths = 6000, received_thousandths = 6000 WHERE id = $1', [
      unexplained,
    ]);
    expect(await broken()).toEqual({ P1: [lost], P2: [lost, unexplained].sort(), looked: true });
  });
});
