import { SecretLinks } from '@pitlane/platform';
import { eventually, startService } from '@pitlane/testing';
import { CrmModule } from '../app.module.js';
import { aCustomer, knownIn } from '../customers/testing.js';
import { migrations } from '../migrations/index.js';
import { givenCustomer } from '../personal-data/testing.js';
import { aVisit } from '../timeline/testing.js';
import { aVehicle, vehicleKnownIn } from '../vehicles/testing.js';
import type { MessageView } from './notification.dto.js';
import { NotificationSender } from './notification-sender.service.js';

describe('where customers can reach their visits', () => {
  const environment = { VISIT_LINKS_URL: 'https://visits.example.com/' };
  const crm = startService(CrmModule, 'crm', migrations, { environment });

  it('the message of a booking has the link of the visit, and no event or row in the clear has', async () => {
    const customer = await givenCustomer(crm, aCustomer());
    const vehicle = await crm.given(aVehicle({ ownerCustomerId: customer.id }));
    await crm.given(knownIn('SH001', customer));
    await crm.given(vehicleKnownIn('SH001', vehicle));
    const { booked, appointmentId } = aVisit({ customerId: customer.id, vehicleId: vehicle.id });
    await crm.deliver(booked, { aggregateId: appointmentId });

    const content = await eventually(async () => {
      await crm.inStore('SH001', () => crm.get(NotificationSender).sendDue(crm.clock.now()));
      const path = `/v1/simulator/messages?customerId=${customer.id}`;
      return (await crm.as('crm-agent').get<{ items: MessageView[] }>(path)).body.items[0]?.content ?? undefined;
    });
    const [, token = ''] =
      /将接待您。 https:\/\/visits\.example\.com\/v1\/visits\/([\w-]{64})\/page$/.exec(content) ?? [];
    expect(crm.get(SecretLinks).idIn('visit', token)).toBe(appointmentId);
    const rows = await crm.sql<{ row: string }>(
      `SELECT row_to_json(n)::text AS row FROM notification n UNION ALL SELECT payload::text FROM outbox
       UNION ALL SELECT payload::text FROM inbox UNION ALL SELECT changes::text FROM audit_entry`,
    );
    expect(rows.filter(({ row }) => row.includes(token))).toEqual([]);
  });
});
