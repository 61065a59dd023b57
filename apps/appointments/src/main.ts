import { start } from '@pitlane/platform';
import { AppointmentsServiceModule } from './app.module.js';
import { migrations } from './migrations/index.js';

await start('appointments', AppointmentsServiceModule, migrations);
