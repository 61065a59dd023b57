import { itIsTakenBack } from '@pitlane/testing';
import { KnownFacts1763000000000 } from './1763000000000-known-facts.js';
import { migrations } from './index.js';

describe('the schema of appointments', () => {
  itIsTakenBack('appointments', migrations, KnownFacts1763000000000);
});
