import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import {
  actingStore,
  Allow,
  Answers,
  Caller,
  Clock,
  Costs,
  type Page,
  pageOf,
  PageQuery,
  type Principal,
  Public,
  SystemScope,
} from '@pitlane/platform';
import { PriceListView, PublicPriceListView, PublishPriceList } from './price-list.dto.js';
import { PriceListsService } from './price-lists.service.js';

@Controller('v1')
export class PriceListsController {
  constructor(
    private readonly priceLists: PriceListsService,
    private readonly system: SystemScope,
    private readonly clock: Clock,
  ) {}

  @Post('price-lists')
  @Allow('service-manager')
  @Answers(PriceListView, { status: 201 })
  async publish(
    @Body() { effectiveFrom, ...contents }: PublishPriceList,
    @Caller() caller: Principal,
  ): Promise<PriceListView> {
    const publication = {
      effectiveFrom: new Date(effectiveFrom),
      publishedBy: caller.id,
      publishedAt: this.clock.now(),
    };
    return PriceListView.of(await this.priceLists.publish(contents, publication));
  }

  @Get('price-lists')
  @Allow('service-manager', 'service-advisor', 'cashier', 'parts-clerk')
  @Answers(PriceListView, { page: true })
  async history(@Query() page: PageQuery): Promise<Page<PriceListView>> {
    return pageOf(await this.priceLists.history(page), (list) => PriceListView.of(list));
  }

  @Get('price-lists/current')
  @Allow('service-manager', 'service-advisor', 'booking-agent', 'cashier', 'parts-clerk', 'integration')
  @Answers(PublicPriceListView)
  async current(): Promise<PublicPriceListView> {
    return PublicPriceListView.of(await this.priceLists.inForce(actingStore(), this.clock.now()));
  }

  /** Prices are public: anyone may read what a store charges (BIL-1). */
  @Get('stores/:storeId/price-list')
  @Public()
  @Costs(5)
  @Answers(PublicPriceListView)
  async ofStore(@Param('storeId') storeId: string): Promise<PublicPriceListView> {
    const inForce = () => this.priceLists.inForce(storeId, this.clock.now());
    return PublicPriceListView.of(await this.system.inStore(storeId, inForce));
  }
}
