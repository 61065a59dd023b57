import { itIsTakenBack } from '@pitlane/testing';
import { WithinStore1764000900000 } from './1764000900000-within-store.js';
import { migrations } from './index.js';

/** What was sealed is not written in the clear again: from there on there is no way back. */
describe('the schema of crm', () => {
  itIsTakenBack('crm', migrations, WithinStore1764000900000);
});
