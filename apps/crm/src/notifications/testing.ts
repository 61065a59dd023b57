import { randomUUID } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import { Notification } from './notification.entity.js';
import type { Content } from './templates.js';

const READY: Content = { template: 'vehicle-ready', parameters: { store: '上海浦东店', plate: '沪A7K326' } };

export const aNotification = (at: Date, content: Content = READY): Notification =>
  Notification.queue(
    { id: uuidv7(), storeId: 'SH001' },
    { customerId: randomUUID(), causeEventId: randomUUID(), content },
    at,
  );
