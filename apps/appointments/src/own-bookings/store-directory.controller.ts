import { Controller, Get } from '@nestjs/common';
import { Answers, Costs, Public, Stores } from '@pitlane/platform';
import { ListedStoreView, StoreDirectoryView } from './store-directory.dto.js';

@Controller('v1/stores')
export class StoreDirectoryController {
  constructor(private readonly stores: Stores) {}

  /** Stands on the group's website anyway: the stores, of which a customer chooses one. */
  @Get()
  @Public()
  @Costs(5)
  @Answers(StoreDirectoryView)
  list(): StoreDirectoryView {
    return { items: this.stores.all().map(ListedStoreView.of) };
  }
}
