import { randomUUID } from 'node:crypto';
import type { OrderUrgency } from '@pitlane/contracts';
import { startService } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import type { PartView } from '../catalogue/part.dto.js';
import { aPartInDemand } from '../demand/testing.js';
import { migrations } from '../migrations/index.js';
import { PurchasingDesk } from '../purchase-orders/testing.js';
import { PartsCounter } from '../stock/testing.js';
import type { SupplierView } from '../suppliers/supplier.dto.js';
import { registerSupplier } from '../suppliers/testing.js';
import { PolicyAdoption } from './policy-adoption.entity.js';
import type { PartDemandView, PartPolicyView, PolicyTermsView, ProposedPolicyView } from './policy.dto.js';

const INPUTS = [
  ...[
    'cvSquaredHundredths',
    'demandClass',
    'intervalWeeksHundredths',
    'leadTimeDays',
    'leadTimeDeviationDays',
    'leadTimeOrders',
    'leadTimeSource',
    'method',
  ],
  ...['orderCycleDays', 'packThousandths', 'perDayDeviationMillionths', 'perDayMillionths', 'requestsInYear'],
  ...['seasonPercent', 'serviceLevelBasisPoints', 'unitCostFen', 'weeks'],
];

const SET_AND_BELOW = ['part.limits-set', 'part.below-minimum'];

describe('the policy of a part (PRT-15)', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);
  const manager = parts.as('service-manager');

  const inDemand = (over: { minPackThousandths?: number } = {}): Promise<PartView> =>
    aPartInDemand(parts, counter, { minThousandths: 2000, maxThousandths: 4000, ...over });

  const policyOf = async ({ id }: { id: string }): Promise<PartPolicyView> =>
    (await manager.get<PartPolicyView>(`/v1/parts/${id}/policy`)).body;

  const adopt = ({ id }: { id: string }, { minThousandths, maxThousandths }: Limits) =>
    manager.post<ProposedPolicyView & { code?: string }>(`/v1/parts/${id}/policy/adopt`, {
      minThousandths,
      maxThousandths,
    });

  interface Limits {
    minThousandths: number;
    maxThousandths: number;
  }

  it('is proposed from the demand, with what it follows from and a sentence', async () => {
    const policy = await policyOf(await inDemand());

    expect(policy).toMatchObject({
      minThousandths: 2000,
      maxThousandths: 4000,
      inputs: {
        requestsInYear: 364,
        demandClass: 'smooth',
        method: 'ses',
        weeks: 52,
        perDayMillionths: 1_000_000,
        perDayDeviationMillionths: 0,
        unitCostFen: 5000,
        serviceLevelBasisPoints: 9900,
        leadTimeDays: 7,
        leadTimeDeviationDays: 2,
      },
      // 7 + 2.326 × √(0 + 1 × 4), and 14 days more
      proposal: { reorderPointThousandths: 11_652, minThousandths: 12_000, maxThousandths: 25_000 },
      adoption: null,
    });
    expect(policy.explanation.zh).toContain('再订货点11.652');
    expect(policy.explanation.en).toContain('reorder point 11.652');
  });

  it('fills up by whole packs', async () => {
    const part = await inDemand({ minPackThousandths: 12_000 });
    expect(await policyOf(part)).toMatchObject({
      inputs: { packThousandths: 12_000 },
      proposal: { minThousandths: 12_000, maxThousandths: 35_000 },
    });
  });

  it('is no stock for a part that was asked for twice', async () => {
    const part = await counter.listPart();
    const body = { partNumber: part.partNumber, quantityThousandths: 1000, cause: 'not-stocked' };
    await manager.post('/v1/lost-sales', body);
    await manager.post('/v1/lost-sales', body);
    parts.clock.moveTo(new Date('2026-11-22T01:00:00Z'));
    expect(await policyOf(part)).toMatchObject({
      inputs: { requestsInYear: 2, unitCostFen: null },
      proposal: { isStocked: false, minThousandths: 0, maxThousandths: 0 },
    });
    parts.clock.moveTo(new Date('2026-11-21T01:00:00Z'));
  });

  it('is proposed for every part of the store, page by page', async () => {
    const { id } = await inDemand();
    const { body } = await manager.get<{ items: ProposedPolicyView[]; nextCursor: string | null }>(
      '/v1/policies/proposals?limit=1',
    );
    expect(body.items).toMatchObject([{ partId: id, proposal: { minThousandths: 12_000 } }]);
    expect(body.nextCursor).not.toBeNull();
  });

  it('is adopted: the part has the limits, its alert follows, and who and why is kept', async () => {
    const part = await inDemand();
    const { status } = await adopt(part, (await policyOf(part)).proposal);

    expect(status).toBe(200);
    expect(await counter.stockOf(part)).toMatchObject({
      minThousandths: 12_000,
      maxThousandths: 25_000,
      alert: 'below-minimum',
    });
    expect(await counter.said(part.id)).toEqual([
      'part.listed',
      'part.below-minimum',
      'part.above-maximum',
      'part.limits-set',
      'part.below-minimum',
    ]);
    expect((await policyOf(part)).adoption).toMatchObject({
      ...{ previousMinThousandths: 2000, previousMaxThousandths: 4000, minThousandths: 12_000, maxThousandths: 25_000 },
      explanation: { version: '2026-11' },
      adoptedAt: '2026-11-21T01:00:00.000Z',
    });
  });

  it('is answered and kept with what it follows from, and with nothing else', async () => {
    const part = await inDemand();
    const policy = await policyOf(part);
    const page = await manager.get<{ items: ProposedPolicyView[] }>('/v1/policies/proposals');
    const proposed = page.body.items.find(({ partId }) => partId === part.id);
    const { body: adopted } = await adopt(part, policy.proposal);
    const kept = (await parts.all(PolicyAdoption)).find(({ partId }) => partId === part.id);

    for (const said of [policy, proposed, adopted, kept?.explanation]) {
      expect(Object.keys(said?.inputs ?? {}).sort()).toEqual(INPUTS);
    }
    expect(kept?.explanation).toEqual({
      inputs: policy.inputs,
      proposal: policy.proposal,
      explanation: policy.explanation,
    });
  });

  it('is refused when another is proposed by now, and writes nothing', async () => {
    const part = await inDemand();
    const before = await parts.all(PolicyAdoption);

    const { status, body } = await adopt(part, { minThousandths: 11_000, maxThousandths: 25_000 });

    expect({ status, body }).toMatchObject({
      status: 409,
      body: { code: 'PARTS.PROPOSAL_CHANGED', minThousandths: 12_000, maxThousandths: 25_000 },
    });
    expect(await counter.stockOf(part)).toMatchObject({ minThousandths: 2000, maxThousandths: 4000 });
    expect(await parts.all(PolicyAdoption)).toHaveLength(before.length);
  });

  it('says its limits once when two adopt at the same time, and the second changes nothing', async () => {
    const part = await inDemand();
    const { proposal } = await policyOf(part);
    const answers = await Promise.all([adopt(part, proposal), adopt(part, proposal)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect((await counter.said(part.id)).filter((type) => type === 'part.limits-set')).toHaveLength(1);
  });

  describe('with orders to the supplier of the part', () => {
    const desk = new PurchasingDesk(parts);

    /** Orders that came today, so many days after they were sent. */
    async function came(partNumber: string, supplier: SupplierView, days: readonly number[], urgency?: OrderUrgency) {
      const wanted = { supplierId: supplier.id, lines: [{ partNumber, quantityThousandths: 1000 }] };
      for (const took of days) {
        const { id: purchaseOrderId } = await desk.order({ ...wanted, ...(urgency && { urgency }) });
        await parts.sql(
          `UPDATE purchase_order_step SET taken_at = taken_at - make_interval(days => $2::int)
           WHERE purchase_order_id = $1 AND step = 'sent'`,
          [purchaseOrderId, took],
        );
        const lines = [{ ...wanted.lines[0], unitCostFen: 5000, result: 'accepted', purchaseOrderId }];
        const delivery = { deliveryNote: randomUUID(), supplier: supplier.code, lines };
        expect((await parts.as('parts-clerk').post('/v1/deliveries', delivery)).status).toBe(201);
      }
    }

    it('takes their lead time once there are eight for stock, and says so', async () => {
      const part = await inDemand();
      const supplier = await registerSupplier(parts, [{ partNumber: part.partNumber }]);
      await registerSupplier(parts, [{ partNumber: part.partNumber, unitPriceFen: 9_000 }]);
      await came(part.partNumber, supplier, [3, 5, 3, 5, 3, 5, 3]);
      await came(part.partNumber, supplier, [1], 'emergency');
      const before = await policyOf(part);

      await came(part.partNumber, supplier, [13]);

      expect(before.inputs).toMatchObject({ leadTimeDays: 7, leadTimeSource: 'terms', leadTimeOrders: 0 });
      const { inputs, explanation } = await policyOf(part);
      // A mean of 5 days; deviations of 2, 0, 2, 0, 2, 0, 2 and 8: √(80 ÷ 7).
      const measured = { leadTimeDays: 5, leadTimeDeviationDays: 3, leadTimeSource: 'measured', leadTimeOrders: 8 };
      expect(inputs).toMatchObject(measured);
      expect(explanation.en).toContain('Orders take 5 ± 3 days (measured on 8 orders).');
    });
  });

  describe('of several parts at once', () => {
    const read = ({ partNumber, proposal: { minThousandths, maxThousandths } }: PartPolicyView) => ({
      ...{ partNumber, minThousandths, maxThousandths },
    });
    const adoptAll = (adoptions: readonly object[]) =>
      manager.post<{ code?: string; adopted: ProposedPolicyView[] }>('/v1/policies/adoptions', { adoptions });
    const several = async () => {
      const both = [await inDemand(), await inDemand({ minPackThousandths: 12_000 })] as const;
      return { both, wanted: [read(await policyOf(both[0])), read(await policyOf(both[1]))] };
    };
    const adoptionsOf = async (those: readonly PartView[]) =>
      (await parts.all(PolicyAdoption)).filter(({ partId }) => those.some(({ id }) => id === partId));

    it('is adopted for all of them', async () => {
      const { both, wanted } = await several();

      const { status, body } = await adoptAll(wanted);

      expect(status).toBe(200);
      expect(body.adopted).toMatchObject(wanted);
      expect(await counter.stockOf(both[0])).toMatchObject({ maxThousandths: 25_000, alert: 'below-minimum' });
      expect(await counter.stockOf(both[1])).toMatchObject({ maxThousandths: 35_000, alert: 'below-minimum' });
      expect(await adoptionsOf(both)).toHaveLength(2);
      for (const { id } of both) expect((await counter.said(id)).slice(-2)).toEqual(SET_AND_BELOW);
    });

    it.each([
      ['one that has changed', 409, 'PARTS.PROPOSAL_CHANGED', { minThousandths: 11_000 }],
      ['a part that is not listed', 422, 'PARTS.NOT_LISTED', { partNumber: 'NOT-LISTED' }],
    ])('is adopted for none of them with %s', async (_what, status, code, over) => {
      const { both, wanted } = await several();

      const answer = await adoptAll([wanted[0] ?? {}, { ...wanted[1], ...over }]);

      expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
      for (const part of both) expect(await counter.stockOf(part)).toMatchObject({ maxThousandths: 4000 });
      expect(await adoptionsOf(both)).toEqual([]);
    });

    it('is refused for a part that is named twice', async () => {
      const wanted = read(await policyOf(await inDemand()));
      expect((await adoptAll([wanted, wanted])).body.code).toBe('PARTS.PART_NAMED_TWICE');
    });

    it('says the limits of each once, in whatever order two adopt them at the same time', async () => {
      const { both, wanted } = await several();
      const answers = await Promise.all([adoptAll(wanted), adoptAll([...wanted].reverse()), adoptAll(wanted)]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      expect(await adoptionsOf(both)).toHaveLength(2);
    });
  });

  describe('the terms of a store', () => {
    const terms = {
      serviceLevels: [
        { upToUnitCostFen: 5000, serviceLevelBasisPoints: 9000 },
        { upToUnitCostFen: null, serviceLevelBasisPoints: 8000 },
      ],
      ...{ orderCycleDays: 7, leadTimeDays: 3, leadTimeDeviationDays: 0, deadAfterDays: 90 },
      campaigns: [{ month: '2026-03' }],
    };
    const set = (body: object) => manager.put<PolicyTermsView & { code?: string }>('/v1/policies/terms', body);

    it('are the usual ones until somebody sets them, one after the other, and count at once', async () => {
      const { body: usual } = await manager.get<PolicyTermsView>('/v1/policies/terms');
      expect(usual).toMatchObject({ version: 0, orderCycleDays: 14, deadAfterDays: 180, campaigns: [] });

      const answers = await Promise.all([set(terms), set(terms), set(terms)]);
      const done = answers.filter(({ status }) => status === 200);
      const codes = answers.filter((answer) => !done.includes(answer)).map(({ body }) => body.code);
      expect(codes).toEqual(codes.map(() => 'PARTS.POLICY_TERMS_JUST_SET'));
      const { body: now } = await manager.get<PolicyTermsView>('/v1/policies/terms');
      expect(now).toMatchObject({ version: done.length, ...terms });

      const { inputs, proposal } = await policyOf(await inDemand());
      expect(inputs).toMatchObject({ serviceLevelBasisPoints: 9000, leadTimeDays: 3 });
      expect(proposal).toMatchObject({ minThousandths: 4000, maxThousandths: 10_000 });
    });

    it('mark the months of campaigns in the demand of a part', async () => {
      const { id } = await inDemand();
      const { body } = await manager.get<PartDemandView>(`/v1/parts/${id}/demand`);
      expect(body.months.slice(4, 6)).toEqual([
        { month: '2026-03', quantityThousandths: 31_000, requests: 31, isCampaign: true },
        { month: '2026-04', quantityThousandths: 30_000, requests: 30, isCampaign: false },
      ]);
      expect((await manager.get(`/v1/parts/${randomUUID()}/demand`)).status).toBe(404);
    });

    it.each([
      ['levels that fall', [terms.serviceLevels[1], terms.serviceLevels[0]]],
      ['no level for the dearest', [terms.serviceLevels[0]]],
    ])('are refused with %s', async (_what, serviceLevels) => {
      const { status, body } = await set({ ...terms, serviceLevels });
      expect({ status, code: body.code }).toEqual({ status: 422, code: 'PARTS.SERVICE_LEVELS_INCOMPLETE' });
    });

    it('are refused with a month that is none', async () => {
      expect((await set({ ...terms, campaigns: [{ month: '2026-13' }] })).status).toBe(422);
    });
  });
});
