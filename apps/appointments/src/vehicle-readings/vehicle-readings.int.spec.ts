import { Database } from '@pitlane/platform';
import { startService } from '@pitlane/testing';
import fc from 'fast-check';
import { AppointmentsServiceModule } from '../app.module.js';
import { Surroundings } from '../appointments/testing.js';
import { migrations } from '../migrations/index.js';
import { FAULT_STATES, type ReportedFault, type SentReading } from './reading.js';
import { aReading, aRow, aVin, sendRows } from './testing.js';
import { keepReadings } from './vehicle-readings.queries.js';

const service = startService(AppointmentsServiceModule, 'appointments', migrations);
const around = new Surroundings(service);
const integration = (store = 'SH001') => service.as('integration', { store });

beforeAll(() => around.priceList());
beforeEach(() =>
  service.sql('TRUNCATE vehicle_reading, vehicle_fault, last_service, booking_proposal, outbox, command'),
);

async function aCar(storeId = 'SH001') {
  const vin = aVin();
  return { vin, ...(await around.visitor({ storeId, vin })) };
}

const misfire: ReportedFault[] = [{ code: 'P0301', state: 'confirmed' }];
const written = async () => ({
  readings: await service.sql('SELECT message_id FROM vehicle_reading ORDER BY message_id'),
  faults: await service.sql('SELECT code FROM vehicle_fault'),
  proposals: await service.sql('SELECT cause FROM booking_proposal'),
  outbox: (await service.outbox()).map(({ type }) => type),
});
const NOTHING = { readings: [], faults: [], proposals: [], outbox: [] };

describe('POST /v1/vehicle-readings', () => {
  it('takes the readings of its cars in, and says which rows it refuses and why', async () => {
    const [one, other] = [await aCar(), await aCar()];
    const answer = await sendRows(integration(), [
      aRow({ messageId: 'm-0', vin: one.vin }),
      aRow({ messageId: 'm-1', vin: aVin() }),
      aRow({ messageId: 'm-2', vin: other.vin, mileageKm: 12_000, faults: misfire }),
      aRow({
        messageId: 'm-3',
        vin: one.vin,
        measuredAt: new Date('2026-11-20T02:00:00Z'),
        mileageKm: 41_000,
        faults: misfire,
      }),
    ]);
    expect(answer).toMatchObject({ status: 200, body: { taken: 2 } });
    expect(answer.body.refused).toEqual([
      { index: 1, messageId: 'm-1', code: 'APPOINTMENTS.VIN_NOT_KNOWN', detail: expect.any(String) },
      { index: 3, messageId: 'm-3', code: 'APPOINTMENTS.MILEAGE_BELOW_EARLIER', detail: expect.any(String) },
    ]);
    expect(
      await service.sql('SELECT message_id, source, vehicle_id, mileage_km, faults FROM vehicle_reading ORDER BY 1'),
    ).toEqual([
      { message_id: 'm-0', source: 'dms.integration', vehicle_id: one.vehicleId, mileage_km: 42_000, faults: [] },
      {
        message_id: 'm-2',
        source: 'dms.integration',
        vehicle_id: other.vehicleId,
        mileage_km: 12_000,
        faults: misfire,
      },
    ]);
    expect(await service.sql('SELECT vehicle_id, code, state FROM vehicle_fault')).toEqual([
      { vehicle_id: other.vehicleId, code: 'P0301', state: 'confirmed' },
    ]);
    expect(answer.text).not.toContain(one.vin);
  });

  it.each([
    [
      'a code that is none',
      { faults: [{ code: 'P4301', state: 'confirmed' }] },
      'matches',
      '/readings/0/faults/0/code',
    ],
    [
      'a state that is none',
      { faults: [{ code: 'P0301', state: 'active' }] },
      'not_an_option',
      '/readings/0/faults/0/state',
    ],
    ['a VIN that cannot be one', { vin: 'LSVAU03395221537O' }, 'matches', '/readings/0/vin'],
    ['a store named by the client', { storeId: 'BJ001' }, 'unknown_field', '/readings/0/storeId'],
  ])('refuses a batch with %s, writes nothing and does not repeat the VIN', async (_, facts, code, pointer) => {
    const { vin } = await aCar();
    const rows = [{ ...aRow({ vin }), ...facts }, aRow({ messageId: 'm-2', vin })] as SentReading[];
    const answer = await sendRows(integration(), rows);
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ code, pointer }] } });
    expect(answer.text).not.toContain('LSV');
    expect(await written()).toEqual(NOTHING);
  });

  it('refuses more than 500 rows at once, and takes 500', async () => {
    const { vin } = await aCar();
    const rows = Array.from({ length: 501 }, (_, n) => aRow({ messageId: `m-${n}`, vin }));
    expect((await sendRows(integration(), rows)).status).toBe(422);
    expect((await sendRows(integration(), rows.slice(1))).body).toEqual({ taken: 500, refused: [] });
  });

  it('is not for people', async () => {
    for (const who of ['booking-agent', 'service-manager', 'group-admin']) {
      expect((await sendRows(service.as(who), [aRow()])).status).toBe(403);
    }
  });

  it('knows no car of another store, as if there were none', async () => {
    const { vin } = await aCar('SH002');
    const [foreign, absent] = [
      await sendRows(integration(), [aRow({ vin })]),
      await sendRows(integration(), [aRow({ vin: aVin() })]),
    ];
    expect(foreign.text).toBe(absent.text);
    expect(foreign.body).toMatchObject({ taken: 0, refused: [{ code: 'APPOINTMENTS.VIN_NOT_KNOWN' }] });
    expect(await written()).toEqual(NOTHING);
  });
});

describe('a message', () => {
  it('that is sent again answers as the first and changes nothing', async () => {
    const { vin } = await aCar();
    const row = aRow({ vin, faults: misfire });
    const first = await sendRows(integration(), [row]);
    const before = await written();
    expect((await sendRows(integration(), [row])).text).toBe(first.text);
    expect(await written()).toEqual(before);
    expect(before).toMatchObject({
      readings: [{ message_id: 'message-1' }],
      outbox: ['appointments.booking-proposal.opened.v1'],
    });
  });

  it('that was refused is taken when the store has come to know the car', async () => {
    const vin = aVin();
    expect((await sendRows(integration(), [aRow({ vin })])).body.taken).toBe(0);
    await around.visitor({ vin });
    expect((await sendRows(integration(), [aRow({ vin })])).body).toEqual({ taken: 1, refused: [] });
  });

  it('with the id of another one is refused, in its own store alone', async () => {
    const [one, other, elsewhere] = [await aCar(), await aCar(), await aCar('SH002')];
    await sendRows(integration(), [aRow({ vin: one.vin })]);
    const { body } = await sendRows(integration(), [aRow({ vin: other.vin })]);
    expect(body).toMatchObject({ taken: 0, refused: [{ index: 0, code: 'APPOINTMENTS.MESSAGE_ID_REUSED' }] });
    expect((await sendRows(integration('SH002'), [aRow({ vin: elsewhere.vin })])).body.taken).toBe(1);
  });

  it('is taken once from 32 senders at once, through two replicas', async () => {
    const [one, other] = [await aCar(), await aCar()];
    const rows = [
      aRow({ messageId: 'm-1', vin: one.vin, faults: misfire }),
      aRow({ messageId: 'm-2', vin: other.vin, faults: misfire }),
    ];
    const twin = await service.twin();
    const answers = await Promise.all(
      Array.from({ length: 32 }, (_, n) =>
        sendRows((n % 2 ? service : twin).as('integration'), n % 4 < 2 ? rows : rows.toReversed()),
      ),
    );
    expect(new Set(answers.map(({ text }) => text))).toEqual(new Set(['{"taken":2,"refused":[]}']));
    expect(await written()).toEqual({
      readings: [{ message_id: 'm-1' }, { message_id: 'm-2' }],
      faults: [{ code: 'P0301' }, { code: 'P0301' }],
      proposals: [{ cause: 'faults' }, { cause: 'faults' }],
      outbox: Array(2).fill('appointments.booking-proposal.opened.v1'),
    });
  });

  it('that comes for two cars at once is held to one by the database, and the other leaves nothing', async () => {
    const [one, other] = [await aCar(), await aCar()];
    const [late] = await service.inStore('SH001', () =>
      service.get(Database).transaction(async (tx) => {
        const reading = { ...aReading({ vehicleId: one.vehicleId }), id: '01990000-0000-7000-8000-000000000001' };
        await keepReadings(tx, [reading], { source: 'dms.integration', receivedAt: service.clock.now() });
        const sent = sendRows(integration(), [aRow({ vin: other.vin, faults: misfire })]);
        await service.waitingForLocks(1);
        return [sent];
      }),
    );
    expect(await late).toMatchObject({ status: 503, body: { code: 'APPOINTMENTS.MESSAGE_TAKEN_MEANWHILE' } });
    expect(await written()).toEqual({ ...NOTHING, readings: [{ message_id: 'message-1' }] });
  });
});

describe('readings out of order', () => {
  const START = Date.parse('2026-11-01T00:00:00Z');
  const steps = fc.array(
    fc.record({
      hours: fc.nat(20),
      kmPerHour: fc.nat(120),
      faults: fc.array(
        fc.record({ code: fc.constantFrom('P0301', 'P0217', 'P1345'), state: fc.constantFrom(...FAULT_STATES) }),
        { maxLength: 3 },
      ),
    }),
    { minLength: 1, maxLength: 8 },
  );

  /** What a car tells that is driven like that. */
  function told(
    vin: string,
    driven: readonly { hours: number; kmPerHour: number; faults: ReportedFault[] }[],
  ): SentReading[] {
    let [hours, mileageKm] = [0, 42_000];
    return driven.map((step, n) => {
      hours += step.hours;
      mileageKm += step.hours * step.kmPerHour;
      return {
        messageId: `${vin}-${n}`,
        vin,
        measuredAt: new Date(START + hours * 3_600_000),
        mileageKm,
        faults: step.faults,
      };
    });
  }

  /** The plain model: one after the other as measured; of one instant the graver state. */
  function model(readings: readonly SentReading[]) {
    const states = new Map<string, { state: string; at: number }>();
    for (const { measuredAt, faults } of readings) {
      for (const { code, state } of faults) {
        const before = states.get(code);
        const isGraver = before && FAULT_STATES.indexOf(state) > FAULT_STATES.indexOf(before.state as never);
        if (!before || before.at < measuredAt.getTime() || isGraver)
          states.set(code, { state, at: measuredAt.getTime() });
      }
    }
    const faults = [...states]
      .map(([code, { state }]) => ({ code, state }))
      .toSorted((a, b) => (a.code < b.code ? -1 : 1));
    const confirmed = faults.filter(({ state }) => state === 'confirmed').map(({ code }) => code);
    return { mileageKm: readings.at(-1)?.mileageKm, faults, proposed: confirmed.length > 0 ? [confirmed] : [] };
  }

  async function stateOf(vehicleId: string): Promise<ReturnType<typeof model>> {
    const [latest] = await service.sql<{ mileage_km: number }>(
      'SELECT mileage_km FROM vehicle_reading WHERE vehicle_id = $1 ORDER BY measured_at DESC LIMIT 1',
      [vehicleId],
    );
    const open = await service.sql<{ fault_codes: string[] }>(
      `SELECT fault_codes FROM booking_proposal WHERE vehicle_id = $1 AND status = 'open'`,
      [vehicleId],
    );
    return {
      mileageKm: latest?.mileage_km,
      faults: await service.sql('SELECT code, state FROM vehicle_fault WHERE vehicle_id = $1 ORDER BY code', [
        vehicleId,
      ]),
      proposed: open.map(({ fault_codes }) => fault_codes.toSorted()),
    };
  }

  it('end in the same state, in whatever order, however often and in whatever batches they come', async () => {
    const property = fc.asyncProperty(steps, fc.infiniteStream(fc.nat()), async (driven, dice) => {
      const { vin, vehicleId } = await aCar();
      const readings = told(vin, driven);
      const roll = (): number => dice.next().value ?? 0;
      const again = readings.filter(() => roll() % 2 === 0);
      const sent = [...readings, ...again].map((row) => ({ row, place: roll() })).toSorted((a, b) => a.place - b.place);
      for (let rest = sent; rest.length > 0;) {
        const size = 1 + (roll() % 4);
        const batch = rest.slice(0, size).map(({ row }) => row);
        expect((await sendRows(integration(), batch)).body).toEqual({ taken: batch.length, refused: [] });
        rest = rest.slice(size);
      }
      expect(await stateOf(vehicleId)).toEqual(model(readings));
    });
    await fc.assert(property, { numRuns: 40 });
  }, 60_000);
});
