import { startDelegation, startService } from '@pitlane/testing';
import { CrmModule } from '../app.module.js';
import { CustomerChange } from '../customers/customer-change.entity.js';
import { aCustomer, knownIn } from '../customers/testing.js';
import { migrations } from '../migrations/index.js';
import { PersonalDataAccess } from './personal-data-access.entity.js';
import { givenCustomer } from './testing.js';

describe('who looks at a customer in the name of another', () => {
  const crm = startService(CrmModule, 'crm', migrations);
  const delegate = startDelegation(crm);

  it('is the one who is written down, as looking and as changing', async () => {
    const customer = await givenCustomer(crm, aCustomer());
    const { id } = customer;
    await crm.given(knownIn('SH001', customer));
    const caller = delegate({ id: 'huang.manager', inNameOf: 'song.crm', roles: ['crm-agent'] });

    expect((await caller.get(`/v1/customers/${id}`)).status).toBe(200);
    expect((await caller.patch(`/v1/customers/${id}`, { address: '翠鸟路78号' })).status).toBe(200);

    const seen = (await crm.all(PersonalDataAccess)).map(({ seenBy, role, purpose }) => [seenBy, role, purpose]);
    expect(seen).toEqual([
      ['huang.manager', 'crm-agent', 'look-up'],
      ['huang.manager', 'crm-agent', 'change'],
    ]);
    expect((await crm.all(CustomerChange)).map(({ changedBy }) => changedBy)).toEqual(['huang.manager']);
    const written = await crm.sql(
      `SELECT DISTINCT actor_id, on_behalf_of FROM audit_entry WHERE aggregate_id = $1 AND acting_role = 'crm-agent'`,
      [id],
    );
    expect(written).toEqual([{ actor_id: 'huang.manager', on_behalf_of: 'song.crm' }]);
  });
});
