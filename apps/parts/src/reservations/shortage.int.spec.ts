import { startService } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import { partEntry } from '../catalogue/testing.js';
import { migrations } from '../migrations/index.js';
import { PurchasingDesk } from '../purchase-orders/testing.js';
import { PartsCounter } from '../stock/testing.js';
import { registerSupplier } from '../suppliers/testing.js';
import type { ShortageView } from './shortage.dto.js';

describe('what a reservation misses (PRT-5)', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);

  const shortage = async (id: string): Promise<ShortageView> =>
    (await parts.as('service-advisor').get<ShortageView>(`/v1/reservations/${id}/shortage`)).body;

  async function aShortBooking() {
    const { partNumber } = await counter.listPart();
    await counter.receive({ partNumber, quantityThousandths: 1_000 });
    const appointmentId = await counter.book([{ partNumber, quantityThousandths: 3_000 }]);
    return { partNumber, reservation: await counter.reservationOf(appointmentId) };
  }

  it('is told with the day on which an open order brings it, and the sister store that has it now', async () => {
    const { partNumber, reservation } = await aShortBooking();
    const missing = { lineId: reservation.lines[0]?.lineId, partNumber, missingThousandths: 2_000 };
    expect(await shortage(reservation.id)).toEqual({
      reservationId: reservation.id,
      lines: [{ ...missing, earliestArrivalOn: null, sisterStores: [] }],
    });

    const sister = parts.as('ren.parts', { store: 'SH002' });
    await sister.post('/v1/parts', partEntry({ partNumber }));
    const lines = [{ partNumber, quantityThousandths: 5_000, unitCostFen: 900, result: 'accepted' }];
    await sister.post('/v1/deliveries', { deliveryNote: 'SH2-1', supplier: 'SVW-ANTING', lines });
    const { id: supplierId } = await registerSupplier(parts, [{ partNumber }]);
    await new PurchasingDesk(parts).order({ supplierId, lines: [{ partNumber, quantityThousandths: 2_000 }] });

    const [line] = (await shortage(reservation.id)).lines;
    expect(line).toMatchObject({ ...missing, earliestArrivalOn: '2026-11-28' });
    expect(line?.sisterStores).toMatchObject([{ storeId: 'SH002', availableThousandths: 5_000 }]);
  });

  it('is nothing once it came', async () => {
    const { partNumber, reservation } = await aShortBooking();
    await counter.receive({ partNumber, quantityThousandths: 2_000 });
    expect(await shortage(reservation.id)).toEqual({ reservationId: reservation.id, lines: [] });
  });

  it('is told to more callers at once than there are connections: none holds one and waits for another', async () => {
    const { reservation } = await aShortBooking();
    const narrow = await parts.twin({ DATABASE_POOL: '2' });
    const ask = () => narrow.as('service-advisor').get(`/v1/reservations/${reservation.id}/shortage`);
    const answers = await Promise.all(Array.from({ length: 12 }, ask));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  });
});
