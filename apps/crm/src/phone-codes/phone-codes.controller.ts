import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Answers, Clock, Costs, PASS_SECONDS, Public, SystemScope } from '@pitlane/platform';
import { AskPhoneCode, CheckPhoneCode, CustomerPassView, PhoneCodeView } from './phone-code.dto.js';
import { PhoneCodesService } from './phone-codes.service.js';

/** Dear, so that an address does not go through phones or codes. */
const COST = 100;

@Controller('v1/phone-codes')
export class PhoneCodesController {
  constructor(
    private readonly phoneCodes: PhoneCodesService,
    private readonly system: SystemScope,
    private readonly clock: Clock,
  ) {}

  /** A code by SMS to a customer of the store; the answer is the same when nobody has the phone. */
  @Post()
  @Public()
  @Costs(COST)
  @HttpCode(202)
  @Answers(PhoneCodeView, { status: 202 })
  async ask(@Body() { storeId, phone }: AskPhoneCode): Promise<PhoneCodeView> {
    const asked = () => this.phoneCodes.ask(phone, this.clock.now());
    return PhoneCodeView.of(await this.system.inStore(storeId, asked));
  }

  /** The right code gets its customer a pass: good for ten minutes, in that store, for their own cars and visits. */
  @Post('check')
  @Public()
  @Costs(COST)
  @HttpCode(200)
  @Answers(CustomerPassView)
  async check(@Body() { storeId, phoneCodeId, code }: CheckPhoneCode): Promise<CustomerPassView> {
    const checked = () => this.phoneCodes.check(phoneCodeId, code, this.clock.now());
    return { pass: await this.system.inStore(storeId, checked), expiresInSeconds: PASS_SECONDS };
  }
}
