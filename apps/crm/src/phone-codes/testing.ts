import { eventually, type TestService } from '@pitlane/testing';
import type { MessageView } from '../notifications/notification.dto.js';
import { NotificationSender } from '../notifications/notification-sender.service.js';
import { PhoneCodesService } from './phone-codes.service.js';

export interface OpenAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** Posts as anyone does who has no token. */
export async function postOpenly(url: string, path: string, body: object): Promise<OpenAnswer> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** Sends what was asked for in SH001, as the schedules do. */
export async function sendCodes(crm: TestService): Promise<void> {
  await crm.inStore('SH001', async () => {
    await crm.get(PhoneCodesService).sendAsked(crm.clock.now());
    await crm.get(NotificationSender).sendDue(crm.clock.now());
  });
}

/** The newest code that the customer got by SMS. */
export async function codeOf(crm: TestService, customerId: string): Promise<string> {
  const path = `/v1/simulator/messages?customerId=${customerId}&limit=1`;
  return eventually(async () => {
    await sendCodes(crm);
    const [message] = (await crm.as('crm-agent').get<{ items: MessageView[] }>(path)).body.items;
    return /验证码是(\d{6})/.exec(message?.content ?? '')?.[1];
  });
}
