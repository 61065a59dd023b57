import { startDelegation, startService } from '@pitlane/testing';
import { WorkshopModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { aRunningStore, CHECKS, Visit } from '../testing.js';

describe('who acts in the name of another in the workshop', () => {
  const workshop = startService(WorkshopModule, 'workshop', migrations);
  const delegate = startDelegation(workshop);
  beforeAll(() => aRunningStore(workshop));

  it('is not that technician: the job is not theirs', async () => {
    const visit = await Visit.authorized(workshop);
    const job = await visit.firstJob();
    await visit.by('foreman', `${job}/dispatch`, { technicianId: 'wu.technician' });
    const other = delegate({ id: 'han.technician', inNameOf: 'wu.technician', roles: ['technician'] });
    expect(await other.post(`/v1/repair-orders/${visit.id}/${job}/clock-on`)).toMatchObject({
      body: { code: 'WORKSHOP.NOT_YOUR_JOB' },
    });
  });

  it('does not inspect their own work in the name of an inspector (W1)', async () => {
    const visit = await Visit.inWork(workshop);
    const job = await visit.firstJob();
    await visit.by('wu.technician', `${job}/finish`, { cause: 'pads worn', correction: 'pads replaced' });
    for (const [who, kind] of [
      ['wu.technician', 'self'],
      ['zheng.technician', 'peer'],
    ] as const)
      await visit.by(who, `${job}/inspections`, { kind, result: 'passed', checks: CHECKS });

    const path = `/v1/repair-orders/${visit.id}/${job}/inspections`;
    const roadTest = { km: 5, remarks: 'straight' };
    const passed = { kind: 'final', result: 'passed', checks: CHECKS, roadTest };
    for (const id of ['wu.technician', 'zheng.technician']) {
      const worker = delegate({ id, inNameOf: 'qian.inspector', roles: ['quality-inspector'] });
      expect(await worker.post(path, passed)).toMatchObject({ body: { code: 'WORKSHOP.INSPECTOR_NOT_INDEPENDENT' } });
    }
    expect(await workshop.sql(`SELECT kind FROM inspection ORDER BY inspected_at`)).toHaveLength(2);
  });
});
