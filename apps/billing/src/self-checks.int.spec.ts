import { SelfChecks } from '@pitlane/platform';
import { startService } from '@pitlane/testing';
import { BillingModule } from './app.module.js';
import { migrations } from './migrations/index.js';
import { publishPrices, settle } from './testing.js';

describe('the books of billing, looked through while it runs', () => {
  const billing = startService(BillingModule, 'billing', migrations, {
    environment: { SELF_CHECK_SECONDS: '86400' },
  });
  const broken = async (): Promise<unknown> => {
    await billing.get(SelfChecks).look(0);
    const [row] = await billing.sql(
      `SELECT progress -> 'B1 settlement' -> 'broken' AS settlements, progress -> 'B1 quote' -> 'broken' AS quotes,
              (progress -> 'B1 quote' ->> 'checked')::int > 0 AS looked FROM self_check`,
    );
    return row;
  };

  it('name a quote and a settlement that are not the sum of their lines', async () => {
    await publishPrices(billing);
    const settlementId = await settle(billing);
    expect(await broken()).toEqual({ settlements: [], quotes: [], looked: true });

    const [quote] = await billing.sql<{ id: string }>('SELECT quote_id AS id FROM settlement');
    await billing.sql(`UPDATE settlement_line SET amount_fen = amount_fen + 1 WHERE kind = 'labor'`);
    await billing.sql(`UPDATE quote_line SET pay_type = 'warranty' WHERE kind = 'part'`);
    expect(await broken()).toEqual({ settlements: [settlementId], quotes: [quote?.id], looked: true });
  });
});
