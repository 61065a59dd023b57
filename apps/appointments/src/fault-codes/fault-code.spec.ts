import { FAULT_CODE } from '@pitlane/contracts';
import { faultOf, gravest } from './fault-code.js';
import { COMMON_FAULTS } from './fault-codes.js';

describe('the table of common faults', () => {
  const codes = COMMON_FAULTS.map(({ code }) => code);

  it('has 30 to 60 codes of SAE J2012, each once', () => {
    expect(codes.filter((code) => !FAULT_CODE.test(code))).toEqual([]);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.length).toBeGreaterThanOrEqual(30);
    expect(codes.length).toBeLessThanOrEqual(60);
  });

  it('names each fault in Chinese and in English, once each, and what the driver notices', () => {
    for (const { nameZh, nameEn, symptomZh, operationCode } of COMMON_FAULTS) {
      expect(nameZh).toMatch(/\p{Script=Han}/u);
      expect(nameEn).toMatch(/^[A-Z][\x20-\x7e]+$/);
      expect(symptomZh).toMatch(/\p{Script=Han}/u);
      expect(operationCode).toMatch(/^[A-Z]{3}-\d{3}$/);
    }
    for (const name of ['nameZh', 'nameEn'] as const) {
      expect(new Set(COMMON_FAULTS.map((fault) => fault[name])).size).toBe(codes.length);
    }
  });

  it('has the codes of every system', () => {
    expect([...new Set(codes.map((code) => faultOf(code).system))].toSorted()).toEqual([
      'body',
      'chassis',
      'network',
      'powertrain',
    ]);
  });
});

describe('a fault', () => {
  it('that the table has is told in its words', () => {
    expect(faultOf('P0301')).toMatchObject({ known: true, nameZh: '检测到1缸失火', severity: 'soon' });
  });

  it.each([
    ['P1345', 'powertrain', '动力系统'],
    ['C1A2F', 'chassis', '底盘系统'],
    ['B2AAA', 'body', '车身系统'],
    ['U3F00', 'network', '网络通信'],
  ])('of the maker, %s, is told by its system', (code, system, zh) => {
    const fault = faultOf(code);
    expect(fault).toMatchObject({ known: false, system, severity: 'soon', operationCode: 'DIA-001' });
    expect(fault.nameZh).toContain(zh);
  });

  it('is as grave as the gravest beside it', () => {
    expect(gravest(['P0301', 'P0217', 'P0442'].map(faultOf))).toBe('now');
    expect(gravest(['P0301', 'P0442'].map(faultOf))).toBe('soon');
    expect(gravest([])).toBe('info');
  });
});
