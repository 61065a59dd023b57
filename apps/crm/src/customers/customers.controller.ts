import { Body, Controller, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { Allow, Answers, Caller, Clock, Costs, Id, type Page, pageOf, type Principal } from '@pitlane/platform';
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
  @Answers(CustomerView, { status: 201, about: 'id' })
  async register(@Caller() { actingRole }: Principal, @Body() body: RegisterCustomer): Promise<CustomerView> {
    return CustomerView.of(await this.customers.register(body.profile(), this.clock.now()), actingRole);
  }

  /** The customer is known to another store of the group, and comes to this one now. */
  @Post('claim')
  @Costs(10)
  @HttpCode(200)
  @Allow('service-advisor', 'booking-agent', 'crm-agent', 'service-manager')
  @Answers(CustomerView, { about: 'id' })
  async claim(@Caller() { actingRole }: Principal, @Body() { phone }: ClaimCustomer): Promise<CustomerView> {
    return CustomerView.of(await this.customers.claim(phone, this.clock.now()), actingRole);
  }

  @Patch(':id')
  @Allow('service-advisor', 'booking-agent', 'crm-agent', 'service-manager')
  @Answers(CustomerView, { about: 'id' })
  async change(
    @Caller() { actingRole }: Principal,
    @Id() id: string,
    @Body() body: ChangeCustomer,
  ): Promise<CustomerView> {
    return CustomerView.of(await this.customers.change(id, { ...body }, this.clock.now()), actingRole);
  }

  @Get(':id')
  @Allow('service-advisor', 'booking-agent', 'crm-agent', 'service-manager', 'cashier', 'claims-clerk')
  @Answers(CustomerView)
  async get(@Caller() { actingRole }: Principal, @Id() id: string): Promise<CustomerView> {
    return CustomerView.of(await this.customers.get(id), actingRole);
  }

  @Get()
  @Costs(5)
  @Allow('service-advisor', 'booking-agent', 'crm-agent', 'service-manager', 'cashier', 'claims-clerk')
  @Answers(CustomerView, { page: true })
  async search(@Caller() { actingRole }: Principal, @Query() query: CustomerSearch): Promise<Page<CustomerView>> {
    return pageOf(await this.customers.search(query), (customer) => CustomerView.of(customer, actingRole));
  }
}
