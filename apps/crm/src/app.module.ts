import { Module } from '@nestjs/common';
import { ServiceModule } from '@pitlane/platform';
import { CustomersModule } from './customers/customers.module.js';
import { FollowUpsModule } from './follow-ups/follow-ups.module.js';
import { migrations } from './migrations/index.js';
import { NotificationsModule } from './notifications/notifications.module.js';
import { PersonalDataModule } from './personal-data/personal-data.module.js';
import { SealedAnswers } from './personal-data/sealed-answers.service.js';
import { PhoneCodesModule } from './phone-codes/phone-codes.module.js';
import { RightsModule } from './rights/rights.module.js';
import { TimelineModule } from './timeline/timeline.module.js';
import { VehiclesModule } from './vehicles/vehicles.module.js';

/** Who the customers and their cars are, what happened to them, and all that is said to them. */
@Module({
  imports: [
    ServiceModule.of('crm', migrations, { answers: SealedAnswers }),
    PersonalDataModule,
    CustomersModule,
    VehiclesModule,
    TimelineModule,
    FollowUpsModule,
    NotificationsModule,
    RightsModule,
    PhoneCodesModule,
  ],
})
export class CrmModule {}
