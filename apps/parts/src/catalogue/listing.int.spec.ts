import { startService } from '@pitlane/testing';
import { done } from '@pitlane/testing/set-up';
import { PartsModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { Requisition } from '../requisitions/requisition.entity.js';
import { Suggestions } from '../requisitions/suggestions.service.js';
import { PartsCounter, softBeyond } from '../stock/testing.js';
import { registerSupplier } from '../suppliers/testing.js';
import type { AlertView, PartView } from './part.dto.js';
import { partEntry } from './testing.js';

describe('a part that is listed (PRT-6)', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);
  const clerk = parts.as('parts-clerk');

  const alertsOf = async ({ id }: PartView) => {
    const { body } = await clerk.get<{ items: AlertView[] }>('/v1/alerts?limit=100');
    return body.items.filter(({ partId }) => partId === id);
  };
  const LIMITS = { minThousandths: 4000, maxThousandths: 9000 };

  it('is below its minimum at once, as there is none of it: alerted once, and suggested for', async () => {
    const part = await counter.listPart(LIMITS);
    expect(part).toMatchObject({ version: 1, alert: 'below-minimum' });
    expect(await alertsOf(part)).toMatchObject([
      { since: '2026-11-21T01:00:00.000Z', availableThousandths: 0, proposedThousandths: 9000 },
    ]);
    const { partNumber } = part;
    await registerSupplier(parts, [{ partNumber }]);
    await parts.inStore('SH001', () => parts.get(Suggestions).suggest('SH001', parts.clock.now()));
    const suggested = (await parts.all(Requisition)).find((one) => one.suggestedPartNumber === partNumber);
    expect(suggested).toMatchObject({ lines: [{ quantityThousandths: 9000 }] });

    await counter.receive({ partNumber, quantityThousandths: 1000 });
    expect(await counter.said(part.id)).toEqual(['part.listed', 'part.below-minimum']);
    await counter.receive({ partNumber, quantityThousandths: 8000 });
    expect(await alertsOf(part)).toEqual([]);
  });

  it('is not where no minimum is set', async () => {
    const part = await counter.listPart({ minThousandths: 0 });
    expect(part.alert).toBeNull();
    expect(await counter.said(part.id)).toEqual(['part.listed']);
  });

  it('says so of each of many, in the order of what is known of it', async () => {
    const entries = [partEntry(LIMITS), partEntry(), partEntry(LIMITS)];
    const { parts: listed } = done(await clerk.post<{ parts: PartView[] }>('/v1/parts/batch', { parts: entries }));
    expect(listed.map(({ alert }) => alert)).toEqual(['below-minimum', null, 'below-minimum']);
    const [first] = listed;
    const said = (await parts.outbox()).filter(({ aggregateId }) => aggregateId === first?.id);
    expect(said).toMatchObject([
      { type: 'parts.part.listed.v1' },
      { type: 'parts.part.below-minimum.v1', data: { minThousandths: 4000, proposedThousandths: 9000 } },
    ]);
  });

  it('counts what bookings far ahead want of it already', async () => {
    await softBeyond(parts, 7);
    const entry = partEntry({ maxThousandths: 9000 });
    await counter.book(
      [{ partNumber: entry.partNumber, quantityThousandths: 2000 }],
      undefined,
      '2026-12-21T01:00:00Z',
    );
    const part = await counter.listPart(entry);
    expect(await alertsOf(part)).toMatchObject([{ alert: 'below-minimum', proposedThousandths: 11_000 }]);
  });
});
