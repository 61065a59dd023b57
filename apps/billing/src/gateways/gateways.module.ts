import { Module } from '@nestjs/common';
import { PaymentsModule } from '../payments/payments.module.js';
import { GatewayCallbacksController } from './gateway-callbacks.controller.js';
import { GatewayTasksService } from './gateway-tasks.service.js';
import { PaymentGateway } from './payment-gateway.js';
import { SimulatedCallbacks } from './simulated-callbacks.service.js';
import { SimulatedGateway } from './simulated-gateway.service.js';
import { SimulatorController } from './simulator.controller.js';

@Module({
  imports: [PaymentsModule],
  controllers: [GatewayCallbacksController, SimulatorController],
  providers: [
    SimulatedGateway,
    { provide: PaymentGateway, useExisting: SimulatedGateway },
    SimulatedCallbacks,
    GatewayTasksService,
  ],
})
export class GatewaysModule {}
