import { Controller, Get, Query } from '@nestjs/common';
import { Allow, Answers } from '@pitlane/platform';
import { GroupStockQuery, GroupStockView } from './group-stock.dto.js';
import { GroupStock } from './group-stock.service.js';

@Controller('v1/group-stock')
export class GroupStockController {
  constructor(private readonly queries: GroupStock) {}

  /** Which stores of the group could give a part, and how much of it. */
  @Get()
  @Allow('parts-clerk', 'parts-buyer', 'service-advisor', 'service-manager', 'group-admin')
  @Answers(GroupStockView)
  async show(@Query() { partNumber }: GroupStockQuery): Promise<GroupStockView> {
    const found = await this.queries.availability([partNumber]);
    return { partNumber, stores: found.map(({ stock }) => stock) };
  }
}
