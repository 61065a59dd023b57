import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '@pitlane/platform';
import { AccessLog } from './access-log.service.js';
import { CustomerKeys } from './customer-keys.service.js';
import { KeyRing } from './key-ring.js';
import { KeyRotation } from './key-rotation.service.js';

/** Keys of the personal data, and who looked at it; for every feature, and for the stored answers of the platform. */
@Global()
@Module({
  providers: [
    { provide: KeyRing, useFactory: (config: Config) => KeyRing.from(config), inject: [CONFIG] },
    CustomerKeys,
    KeyRotation,
    AccessLog,
  ],
  exports: [KeyRing, CustomerKeys, AccessLog],
})
export class PersonalDataModule {}
