import { Body, Controller, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { Allow, Answers, Id, type Page, pageOf, PageQuery } from '@pitlane/platform';
import { DriverTermsBody, DriverView, RegisterDriver, TakeDriverOut } from './driver.dto.js';
import { DriversQueries } from './drivers.queries.js';
import { DriversService } from './drivers.service.js';

@Controller('v1/drivers')
export class DriversController {
  constructor(
    private readonly drivers: DriversService,
    private readonly queries: DriversQueries,
  ) {}

  /** Somebody of the staff fetches customers' cars and brings them back from now on (APT-15). */
  @Post()
  @Allow('service-manager')
  @Answers(DriverView, { status: 201 })
  async register(@Body() body: RegisterDriver): Promise<DriverView> {
    return DriverView.of(await this.drivers.register(body));
  }

  @Get()
  @Allow('booking-agent', 'service-advisor', 'service-manager')
  @Answers(DriverView, { page: true })
  async list(@Query() page: PageQuery): Promise<Page<DriverView>> {
    return pageOf(await this.queries.page(page), DriverView.of);
  }

  @Get(':id')
  @Allow('booking-agent', 'service-advisor', 'service-manager')
  @Answers(DriverView)
  async get(@Id() id: string): Promise<DriverView> {
    return DriverView.of(await this.queries.get(id));
  }

  /** The licence was renewed, or the weekly hours are others. */
  @Put(':id/terms')
  @Allow('service-manager')
  @Answers(DriverView)
  async agree(@Id() id: string, @Body() terms: DriverTermsBody): Promise<DriverView> {
    return DriverView.of(await this.drivers.agree(id, terms));
  }

  /** No ride is planned with the driver until they are back in service. */
  @Post(':id/take-out')
  @HttpCode(200)
  @Allow('service-manager')
  @Answers(DriverView)
  async takeOut(@Id() id: string, @Body() { reason }: TakeDriverOut): Promise<DriverView> {
    return DriverView.of(await this.drivers.takeOutOfService(id, reason));
  }

  @Post(':id/bring-back')
  @HttpCode(200)
  @Allow('service-manager')
  @Answers(DriverView)
  async bringBack(@Id() id: string): Promise<DriverView> {
    return DriverView.of(await this.drivers.bringBackIntoService(id));
  }
}
