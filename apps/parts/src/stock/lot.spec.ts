import { aPart } from '../catalogue/testing.js';
import { Lot, type LotFacts } from './lot.entity.js';

const facts: LotFacts = {
  id: '0198f000-0000-7000-8000-0000000000a1',
  deliveryId: '0198f000-0000-7000-8000-0000000000d1',
  quantityThousandths: 4000,
  unitCostFen: 5200,
  certificate: null,
  expiresOn: null,
  result: 'accepted',
  receivedAt: new Date('2026-11-21T01:00:00Z'),
};

describe('the inspection of a received lot (PRT-2)', () => {
  it.each([
    ['genuine', null, 'accepted', 'accepted'],
    ['genuine', null, 'rejected', 'rejected'],
    ['certified', null, 'accepted', 'accepted'],
    ['aftermarket', null, 'accepted', 'rejected'],
    ['aftermarket', 'CQC-2026-1', 'accepted', 'accepted'],
    ['aftermarket', 'CQC-2026-1', 'rejected', 'rejected'],
  ] as const)('makes a %s part with certificate %s that is found %s: %s', (origin, certificate, found, result) => {
    const lot = Lot.receive(aPart({ origin }), { ...facts, result: found, certificate });
    expect(lot.result).toBe(result);
  });

  it('says why an aftermarket part without a certificate lies in quarantine', () => {
    expect(Lot.receive(aPart({ origin: 'aftermarket' }), facts).reason).toBe('aftermarket part without certificate');
  });
});
