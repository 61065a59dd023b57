import type { NotificationChannel } from '@pitlane/contracts';

export interface OutgoingMessage {
  /** The notification's id, and the provider's idempotency key: it delivers a key once. */
  id: string;
  customerId: string;
  channel: NotificationChannel;
  /** Phone, WeChat id or e-mail address. */
  recipient: string;
  content: string;
}

/** Who carries messages to customers: an SMS gateway, WeChat, a mail server. */
export abstract class MessageProvider {
  /**
   * @throws MessageRefused when it surely was not taken; whatever else is thrown leaves it in doubt
   */
  abstract send(message: OutgoingMessage): Promise<void>;

  /** Whether a message was taken; asked before one in doubt is sent again. */
  abstract has(id: string): Promise<boolean>;
}

/** The provider did not take a message. */
export class MessageRefused extends Error {
  constructor(readonly reason: string) {
    super(`The provider refused the message: ${reason}.`);
  }
}
