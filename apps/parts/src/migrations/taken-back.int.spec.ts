import { itIsTakenBack } from '@pitlane/testing';
import { Catalogue1763000000000 } from './1763000000000-catalogue.js';
import { migrations } from './index.js';

describe('the schema of parts', () => {
  itIsTakenBack('parts', migrations, Catalogue1763000000000);
});
