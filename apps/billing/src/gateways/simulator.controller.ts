import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { Allow, Answers, CONFIG, type Config } from '@pitlane/platform';
import { PaidOrderView, PaySimulatedOrder, SimulatorPath } from './gateway.dto.js';
import { NoSimulator } from './gateway.errors.js';
import { SimulatedGateway } from './simulated-gateway.service.js';

@Controller('v1/simulator')
export class SimulatorController {
  constructor(
    private readonly gateway: SimulatedGateway,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The customer scans the code and pays; the signed callback follows by itself. Not in production. */
  @Post(':gateway/orders/:paymentId/pay')
  @Allow('customer', 'cashier')
  @Answers(PaidOrderView)
  @HttpCode(200)
  async pay(
    @Param() { gateway, paymentId }: SimulatorPath,
    @Body() { times = 1 }: PaySimulatedOrder,
  ): Promise<PaidOrderView> {
    if (this.config.NODE_ENV === 'production') throw new NoSimulator();
    await this.gateway.pay(gateway, paymentId, times);
    return Object.assign(new PaidOrderView(), { paymentId, paid: true });
  }
}
