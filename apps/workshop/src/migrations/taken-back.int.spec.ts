import { itIsTakenBack } from '@pitlane/testing';
import { Resources1795300000000 } from './1795300000000-resources.js';
import { migrations } from './index.js';

describe('the schema of workshop', () => {
  itIsTakenBack('workshop', migrations, Resources1795300000000);
});
