import { Body, Controller, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { Allow, Answers, Clock, Id, type Page, pageOf } from '@pitlane/platform';
import { ChangeCustomer, ClaimCustomer, CustomerSearch, CustomerView, RegisterCustomer } from './customer.dto.js';
import { CustomersService } from './customers.service.js';

@Controller('v1/customers')
export class CustomersController {
  constructor(
    private readonly customers: CustomersService,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Allow('service-advisor', 'booking-agent', 'crm-agent', 'service-manager')
  @Answers(CustomerView, { status: 201 })
  async register(@Body() body: RegisterCustomer): Promise<CustomerView> {
    return CustomerView.of(await this.customers.register(body.profile(), this.clock.now()));
  }

  /** The customer is known to another store of the group, and comes to this one now. */
  @Post('claim')
  @HttpCode(200)
  @Allow('service-advisor', 'booking-agent', 'crm-agent', 'service-manager')
  @Answers(CustomerView)
  async claim(@Body() { phone }: ClaimCustomer): Promise<CustomerView> {
    return CustomerView.of(await this.customers.claim(phone, this.clock.now()));
  }

  @Patch(':id')
  @Allow('service-advisor', 'booking-agent', 'crm-agent', 'service-manager')
  @Answers(CustomerView)
  async change(@Id() id: string, @Body() body: ChangeCustomer): Promise<CustomerView> {
    return CustomerView.of(await this.customers.change(id, { ...body }, this.clock.now()));
  }

  @Get(':id')
  @Allow('service-advisor', 'booking-agent', 'crm-agent', 'service-manager', 'cashier', 'claims-clerk')
  @Answers(CustomerView)
  async get(@Id() id: string): Promise<CustomerView> {
    return CustomerView.of(await this.customers.get(id));
  }

  @Get()
  @Allow('service-advisor', 'booking-agent', 'crm-agent', 'service-manager', 'cashier', 'claims-clerk')
  @Answers(CustomerView, { page: true })
  async search(@Query() query: CustomerSearch): Promise<Page<CustomerView>> {
    return pageOf(await this.customers.search(query), CustomerView.of);
  }
}
