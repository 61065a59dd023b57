import { visitPage } from './visit-page.js';
import type { VisitView } from './visit.dto.js';

const aVisit = (facts: Partial<VisitView> = {}): VisitView => ({
  storeName: '上海浦东店',
  zone: 'Asia/Shanghai',
  status: 'booked',
  startsAt: '2026-11-23T02:00:00.000Z',
  endsAt: '2026-11-23T02:45:00.000Z',
  advisorName: '陈志强',
  operations: [{ operationCode: 'MNT-001', nameZh: '小保养', nameEn: 'Oil service' }],
  meanwhile: 'waits',
  durationMinutes: 45,
  lowFen: 20_000,
  highFen: 24_000,
  ...facts,
});

describe('the page of a visit', () => {
  it('says when, what, who and how much, in the time of the store', () => {
    const page = visitPage(aVisit());
    for (const words of [
      '上海浦东店',
      '2026-11-23（周一）10:00',
      '小保养',
      '陈志强',
      '在店等候',
      '¥200.00 – ¥240.00',
    ]) {
      expect(page).toContain(words);
    }
  });

  it.each([
    ['booked', ['confirm', 'cancel', 'move']],
    ['confirmed', ['cancel', 'move']],
    ['arrived', []],
    ['cancelled', []],
    ['no-show', []],
  ] as const)('offers what a visit that is %s allows', (status, steps) => {
    expect([...visitPage(aVisit({ status })).matchAll(/data-step="(\w+)"/g)].map(([, step]) => step)).toEqual(steps);
  });

  it('shows names as they are, whatever is in them', () => {
    const page = visitPage(aVisit({ storeName: '<script>alert(1)</script>', advisorName: '"A&B"' }));
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).toContain('&quot;A&amp;B&quot;');
  });
});
