import { aVin } from '../vehicle-readings/testing.js';
import { ServiceCampaign, type ServiceCampaignFacts } from './service-campaign.entity.js';
import {
  CampaignEnded,
  CampaignNamesNoCar,
  CampaignOverBeforeItBegins,
  VinsNotValid,
} from './service-campaign.errors.js';

const aCampaign = (facts: Partial<ServiceCampaignFacts> = {}): ServiceCampaign =>
  ServiceCampaign.open({
    ...{
      id: '01990000-0000-7000-8000-000000000001',
      storeId: 'SH001',
      code: '23AB',
      name: '机油泵检查',
      isRecall: true,
    },
    ...{ operationCode: 'MNT-001', vins: [aVin()], cars: [], validFrom: '2026-11-01', validUntil: null },
    ...facts,
  });

describe('a service campaign', () => {
  it.each([
    ['names no car', { vins: [] }, CampaignNamesNoCar],
    ['has a VIN that is none', { vins: ['LSVAU033952215378'] }, VinsNotValid],
    ['is over before it begins', { validUntil: '2026-10-31' }, CampaignOverBeforeItBegins],
  ])('is refused when it %s', (_why, facts, refusal) => {
    expect(() => aCampaign(facts)).toThrow(refusal);
  });

  it('may name cars by model alone, and last one day', () => {
    const cars = [{ make: 'Volkswagen', model: 'Lavida', fromYear: 2019 }];
    expect(aCampaign({ vins: [], cars, validUntil: '2026-11-01' })).toMatchObject({ cars, endedAt: null });
  });

  it('ends once', () => {
    const campaign = aCampaign();
    const at = new Date('2026-12-01T01:00:00Z');
    campaign.end('厂家取消', at);
    expect(campaign).toMatchObject({ endedAt: at, endReason: '厂家取消' });
    expect(() => campaign.end('again', at)).toThrow(CampaignEnded);
  });
});
