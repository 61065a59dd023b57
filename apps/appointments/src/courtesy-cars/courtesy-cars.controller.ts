import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Allow, Answers, Id, type Page, pageOf, PageQuery } from '@pitlane/platform';
import {
  CarStateBody,
  CourtesyCarView,
  FleetCarView,
  RegisterCourtesyCar,
  TakeOutOfService,
} from './courtesy-car.dto.js';
import { CourtesyCarsQueries } from './courtesy-cars.queries.js';
import { CourtesyCarsService } from './courtesy-cars.service.js';

@Controller('v1/courtesy-cars')
export class CourtesyCarsController {
  constructor(
    private readonly cars: CourtesyCarsService,
    private readonly queries: CourtesyCarsQueries,
  ) {}

  /** A car joins the store's fleet (APT-15). */
  @Post()
  @Allow('service-manager')
  @Answers(CourtesyCarView, { status: 201 })
  async register(@Body() body: RegisterCourtesyCar): Promise<CourtesyCarView> {
    return CourtesyCarView.of(await this.cars.register(body));
  }

  /** The store's fleet, with who has which car when (APT-15). */
  @Get()
  @Allow('booking-agent', 'service-advisor', 'service-manager')
  @Answers(FleetCarView, { page: true })
  async list(@Query() page: PageQuery): Promise<Page<FleetCarView>> {
    return pageOf(await this.queries.page(page), FleetCarView.ofFleet);
  }

  @Get(':id')
  @Allow('booking-agent', 'service-advisor', 'service-manager')
  @Answers(CourtesyCarView)
  async get(@Id() id: string): Promise<CourtesyCarView> {
    return CourtesyCarView.of(await this.queries.get(id));
  }

  /** No visit is promised the car until it is back in service. */
  @Post(':id/take-out')
  @HttpCode(200)
  @Allow('service-manager')
  @Answers(CourtesyCarView)
  async takeOut(@Id() id: string, @Body() { reason }: TakeOutOfService): Promise<CourtesyCarView> {
    return CourtesyCarView.of(await this.cars.takeOutOfService(id, reason));
  }

  /** The car is in service again, as it now stands there. */
  @Post(':id/bring-back')
  @HttpCode(200)
  @Allow('service-manager')
  @Answers(CourtesyCarView)
  async bringBack(@Id() id: string, @Body() state: CarStateBody): Promise<CourtesyCarView> {
    return CourtesyCarView.of(await this.cars.bringBackIntoService(id, state));
  }
}
