import { Body, Controller, Headers, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { Answers, Clock, CONFIG, type Config, Public, SystemScope } from '@pitlane/platform';
import { PaymentsService } from '../payments/payments.service.js';
import { refuseForged } from './callback-signature.js';
import { CallbackPath, CallbackView, GatewayCallback } from './gateway.dto.js';

@Controller('v1/gateway-callbacks')
export class GatewayCallbacksController {
  constructor(
    private readonly payments: PaymentsService,
    private readonly system: SystemScope,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * A gateway tells what became of a payment. Its signature is its proof, and the address tells the store; it may say the
   * same twice, late or out of order.
   */
  @Post(':storeId/:gateway')
  @Public()
  @Answers(CallbackView)
  @HttpCode(200)
  async note(
    @Param() { storeId, gateway }: CallbackPath,
    @Headers() headers: Record<string, unknown>,
    @Body() body: GatewayCallback,
  ): Promise<CallbackView> {
    const at = this.clock.now();
    refuseForged({ storeId, gateway, body }, headers, { at, secret: this.config.GATEWAY_SECRET });
    const payment = await this.system.inStore(storeId, () => this.payments.noteGateway({ ...body, gateway }, at));
    return Object.assign(new CallbackView(), { paymentId: payment.id, status: payment.status });
  }
}
