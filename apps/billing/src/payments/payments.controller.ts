import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Id, type Page, pageOf, type Principal } from '@pitlane/platform';
import { PaymentQuery, PaymentView, RefundView, RequestRefund, TakePayment } from './payment.dto.js';
import { PaymentsService } from './payments.service.js';

@Controller('v1')
export class PaymentsController {
  constructor(
    private readonly payments: PaymentsService,
    private readonly clock: Clock,
  ) {}

  @Post('settlements/:id/payments')
  @Allow('cashier')
  @Answers(PaymentView, { status: 201 })
  async take(@Id() id: string, @Body() body: TakePayment, @Caller() caller: Principal): Promise<PaymentView> {
    const { payment, settlement } = await this.payments.take(id, {
      ...body,
      takenBy: caller.id,
      at: this.clock.now(),
    });
    return PaymentView.of(payment, settlement);
  }

  @Get('payments')
  @Allow('cashier', 'service-manager')
  @Answers(PaymentView, { page: true })
  async page(@Query() { status, ...page }: PaymentQuery): Promise<Page<PaymentView>> {
    const where = status === undefined ? {} : { status };
    const found = await this.payments.page(where, page);
    return pageOf(found, ({ payment, settlement }) => PaymentView.of(payment, settlement));
  }

  /** A manager gives money back that another person took; a cashier only asks for it. */
  @Post('payments/:id/refunds')
  @Allow('service-manager', 'cashier')
  @Answers(RefundView, { status: 201 })
  async refund(@Id() id: string, @Body() body: RequestRefund, @Caller() caller: Principal): Promise<RefundView> {
    const request = { ...body, requestedBy: caller.id, at: this.clock.now() };
    const isManager = caller.actingRole === 'service-manager';
    return RefundView.of(
      await (isManager ? this.payments.refund(id, request) : this.payments.requestRefund(id, request)),
    );
  }

  @Post('refunds/:id/approve')
  @Allow('service-manager')
  @Answers(RefundView)
  @HttpCode(200)
  async approve(@Id() id: string, @Caller() caller: Principal): Promise<RefundView> {
    return RefundView.of(await this.payments.approveRefund(id, { approvedBy: caller.id, at: this.clock.now() }));
  }
}
