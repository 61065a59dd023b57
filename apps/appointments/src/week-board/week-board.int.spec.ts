import { startService } from '@pitlane/testing';
import { AppointmentsServiceModule } from '../app.module.js';
import { Surroundings } from '../appointments/testing.js';
import { migrations } from '../migrations/index.js';

const service = startService(AppointmentsServiceModule, 'appointments', migrations);
const around = new Surroundings(service);

describe('GET /v1/week-board', () => {
  it('shows the week that is asked for, by default this one, to who plans and books', async () => {
    await around.priceList();
    await around.bay('quick');
    await around.bay('lift', { storeId: 'BJ001' });
    await around.technician('wu.technician', ['maintenance']);
    expect((await around.book(await around.visitor())).status).toBe(201);

    const next = await service.as('foreman').get('/v1/week-board?week=2026-W48');
    expect(next.status).toBe(200);
    expect(next.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(next.text).toContain('10:00–10:45 MNT-001 已预约');
    expect(next.text).toContain('2026-W48 工位周看板');
    const now = await service.as('service-manager').get('/v1/week-board');
    expect(now.text).toContain('2026-W47');
    expect(now.text).not.toContain('MNT-001');
    const elsewhere = await service.as('foreman', { store: 'BJ001' }).get('/v1/week-board?week=2026-W48');
    expect(elsewhere.text).toContain('举升');
    expect(elsewhere.text).not.toContain('MNT-001');
    expect((await service.as('technician').get('/v1/week-board')).status).toBe(403);
  });

  it('shows a bay on which a car has stood for more than a week', async () => {
    await service.sql(`UPDATE allocation SET starts_at = starts_at - interval '10 days'`);
    expect((await service.as('foreman').get('/v1/week-board?week=2026-W48')).text).toContain('08:00–10:45 MNT-001');
  });

  it.each(['2026-48', '2025-W53', '0000-W01', '2026-W00', 'x'])('refuses %s', async (week) => {
    expect((await service.as('foreman').get(`/v1/week-board?week=${week}`)).status).toBe(422);
  });
});
