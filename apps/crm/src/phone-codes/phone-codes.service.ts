import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { plusMinutes } from '@pitlane/kernel';
import {
  actingStore, Clock, CustomerPasses, Database, Every, Log, oneByOne, Stores, SystemScope, type Tx,
} from '@pitlane/platform'; // prettier-ignore
import { uuidv7 } from 'uuidv7';
import { Customer } from '../customers/customer.entity.js';
import { inGroup } from '../customers/customers.queries.js';
import { phoneIndex } from '../customers/identity-index.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { KeyRing } from '../personal-data/key-ring.js';
import { CODE_MINUTES, PhoneCode } from './phone-code.entity.js';
import { PhoneCodeNotValid, TooManyPhoneCodes } from './phone-code.errors.js';
import {
  askedIds, askedSince, forgetAskedBefore, oneByOnePhone, storesWithPhoneCodes,
} from './phone-codes.queries.js'; // prettier-ignore

const MOST_AN_HOUR = 5;
const AN_HOUR_MINUTES = 60;

/** Customers prove that a phone is theirs, and get a pass for it. */
@Injectable()
export class PhoneCodesService {
  constructor(
    private readonly db: Database,
    private readonly stores: Stores,
    private readonly ring: KeyRing,
    private readonly notifications: NotificationsService,
    private readonly passes: CustomerPasses,
    private readonly log: Log,
  ) {}

  /** Whether anybody has the phone is looked up later, when the code is sent. @throws TooManyPhoneCodes */
  ask(phone: string, at: Date): Promise<PhoneCode> {
    return this.db.transaction(async (tx) => {
      const index = phoneIndex(this.ring, tx.scope.groupId, phone);
      const place = { id: uuidv7(), storeId: actingStore(tx.scope) };
      await oneByOnePhone(tx, index);
      const group = inGroup(tx, this.stores);
      if ((await askedSince(group, index, plusMinutes(at, -AN_HOUR_MINUTES))) >= MOST_AN_HOUR)
        throw new TooManyPhoneCodes();
      return tx.save(PhoneCode.ask(place, index, at));
    });
  }

  /** The pass of the customer whose phone it is. @throws PhoneCodeNotValid | PassesNotIssued */
  async check(id: string, code: string, at: Date): Promise<string> {
    const holder = await this.db.transaction(async (tx) => {
      const phoneCode = await tx.lockOne(PhoneCode, { id });
      if (!phoneCode) return undefined;
      const isRight = phoneCode.tryWith(this.codeIndex(id, code), at);
      await tx.save(phoneCode); // also a try that failed, so it is no error in here
      const customer = isRight ? await customerWith(tx, phoneCode) : null;
      return customer && { customerId: customer.id, groupId: customer.groupId, storeId: phoneCode.storeId };
    });
    if (!holder) throw new PhoneCodeNotValid();
    return this.passes.sign(holder);
  }

  /** Sends what was asked for in the store of the scope, and forgets what is old. One that cannot be sent holds up no other. */
  async sendAsked(at: Date): Promise<void> {
    await this.db.transaction((tx) => forgetAskedBefore(tx, oldestKept(at)));
    const asked = await this.db.read(askedIds);
    await oneByOne(asked, this.log, (id) => this.db.transaction((tx) => this.send(tx, id)));
  }

  private async send(tx: Tx, id: string): Promise<void> {
    const phoneCode = await tx.lock(PhoneCode, id);
    if (phoneCode.status !== 'asked') return;
    const customer = await customerWith(tx, phoneCode);
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    phoneCode.send(customer && this.codeIndex(id, code));
    await tx.save(phoneCode);
    if (!customer) return;
    const { name: store } = this.stores.get(phoneCode.storeId);
    const content = { template: 'phone-code', parameters: { store, code, minutes: String(CODE_MINUTES) } } as const;
    const { expiresAt } = phoneCode;
    await this.notifications.queue(tx, {
      customerId: customer.id,
      causeEventId: id,
      expiresAt,
      content: () => content,
    });
  }

  private codeIndex(id: string, code: string): Buffer {
    return this.ring.blindIndex('phone-code', id, code);
  }
}

/** As far back as the limit looks. */
const oldestKept = (at: Date): Date => plusMinutes(at, -AN_HOUR_MINUTES);

/** The customer of the store who has the phone. */
function customerWith(tx: Tx, { phoneIndex: index }: PhoneCode): Promise<Customer | null> {
  return tx.find(Customer, { groupId: tx.scope.groupId, phoneIndex: index });
}

/** Sends each second, where a code was asked for. */
@Injectable()
export class PhoneCodeSchedule {
  constructor(
    private readonly db: Database,
    private readonly phoneCodes: PhoneCodesService,
    private readonly system: SystemScope,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  @Every(1_000)
  async send(): Promise<void> {
    try {
      const at = this.clock.now();
      const waiting = () => this.db.read((tx) => storesWithPhoneCodes(tx, oldestKept(at)));
      await this.system.inStoresWith(waiting, () => this.phoneCodes.sendAsked(at));
    } catch (error) {
      this.log.error('codes for phones were not sent', error);
    }
  }
}
