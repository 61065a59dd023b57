import { plusMinutes } from '@pitlane/kernel';
import { SecretLinks } from '@pitlane/platform';
import { startService } from '@pitlane/testing';
import { CrmModule } from '../app.module.js';
import { aCustomer, knownIn } from '../customers/testing.js';
import { migrations } from '../migrations/index.js';
import { Notification } from '../notifications/notification.entity.js';
import { NotificationSender } from '../notifications/notification-sender.service.js';
import { givenCustomer } from '../personal-data/testing.js';
import { codeOf, postOpenly } from '../phone-codes/testing.js';
import { PhoneCodesService } from '../phone-codes/phone-codes.service.js';
import { aVisit } from '../timeline/testing.js';
import { aVehicle, vehicleKnownIn } from '../vehicles/testing.js';

const environment = { VISIT_LINKS_URL: 'https://visits.example.com/' };
const crm = startService(CrmModule, 'crm', migrations, { environment, scheduled: false });
const MORNING = new Date('2026-11-21T01:00:00Z');
beforeEach(() => crm.clock.moveTo(MORNING));

async function aKnownCustomer() {
  const customer = await givenCustomer(crm, aCustomer());
  await crm.given(knownIn('SH001', customer));
  return customer;
}

const askCode = async (phone: string) => postOpenly(await crm.url, '/v1/phone-codes', { storeId: 'SH001', phone });
const queueCodes = () => crm.inStore('SH001', () => crm.get(PhoneCodesService).sendAsked(crm.clock.now()));
const sendMessages = () => crm.inStore('SH001', () => crm.get(NotificationSender).sendDue(crm.clock.now()));
const notificationsOf = async (id: string) =>
  (await crm.all(Notification)).filter(({ customerId }) => customerId === id);
const notificationOf = async (id: string) => (await notificationsOf(id))[0];

interface Exported {
  notifications: { template: string; text: string | null }[];
  messages: { recipient: string | null; content: string | null }[];
}
const exportOf = async (id: string, role = 'service-manager') =>
  crm.as(role).get<Exported>(`/v1/customers/${id}/export`);

describe('the code for a phone', () => {
  it('is in no export, neither before nor after it is sent, and is kept by nobody once it is sent', async () => {
    const { id, phone } = await aKnownCustomer();
    await askCode(phone);
    await queueCodes();
    const before = await exportOf(id);
    const code = await codeOf(crm, id);
    const after = await exportOf(id, 'group-admin');

    for (const { status, text, body } of [before, after]) {
      expect(status).toBe(200);
      expect(text).not.toContain(code);
      expect(body.notifications).toMatchObject([{ template: 'phone-code', text: null }]);
    }
    expect(after.body.messages).toMatchObject([{ recipient: phone, content: null }]);
    expect(await notificationOf(id)).toMatchObject({ status: 'sent', sealedParameters: null });
  });

  it('is kept by nobody once it is too late to send it, also where a sender did not come back', async () => {
    const { id, phone } = await aKnownCustomer();
    await askCode(phone);
    await queueCodes();
    await askCode(phone);
    await queueCodes();
    const inDoubt = `UPDATE notification SET status = 'sending', channel = 'sms', attempts = 1
      WHERE id = (SELECT id FROM notification WHERE customer_id = $1 LIMIT 1) RETURNING id`;
    await crm.sql(inDoubt, [id]);
    crm.clock.moveTo(plusMinutes(MORNING, 5));
    await sendMessages();
    const late = { status: 'skipped', reason: 'expired', sealedParameters: null };
    expect(await notificationsOf(id)).toMatchObject([late, late]);
  });
});

describe('the link of a visit', () => {
  it('is in no export of the message that carried it to the customer', async () => {
    const customer = await aKnownCustomer();
    const vehicle = await crm.given(aVehicle({ ownerCustomerId: customer.id }));
    await crm.given(vehicleKnownIn('SH001', vehicle));
    const { booked, appointmentId } = aVisit({ customerId: customer.id, vehicleId: vehicle.id });
    await crm.deliver(booked, { aggregateId: appointmentId });
    const queued = await exportOf(customer.id);
    await sendMessages();
    const told = await exportOf(customer.id);

    for (const { text, body } of [queued, told]) {
      expect(text).not.toContain(crm.get(SecretLinks).tokenFor('visit', appointmentId));
      expect(text).not.toContain('visits.example.com');
      expect(body.notifications[0]?.text).toMatch(/已预约.*将接待您。$/);
    }
    expect(told.body.messages).toMatchObject([{ content: told.body.notifications[0]?.text }]);
  });
});
