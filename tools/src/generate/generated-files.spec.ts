import { Parser } from '@asyncapi/parser';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { contractSchemas } from './contract-schemas.js';
import { docComments } from './doc-comments.js';
import { differingFiles, contractFiles, writeFiles } from './generated-files.js';

const repository = resolve(import.meta.dirname, '../../..');

describe('the generated contracts', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'generated-'));
    for (const path of ['.prettierrc.json', 'docs/consuming-events.md', 'libs/contracts']) {
      const ofContracts = (source: string): boolean => !/node_modules|dist$/.test(source);
      cpSync(join(repository, path), join(root, path), { recursive: true, filter: ofContracts });
    }
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('are committed as they are generated', async () => {
    expect(differingFiles(repository, await contractFiles(repository))).toEqual([]);
  });

  it('differ when a file was edited, is missing, or is of no event, and are the same again when written', async () => {
    const schemas = join(root, 'libs/contracts/schemas');
    writeFileSync(join(schemas, 'envelope.json'), '{}');
    writeFileSync(join(schemas, 'parts.part.forgotten.v1.json'), '{}');
    rmSync(join(schemas, 'crm.vehicle.changed.v1.json'));

    const files = await contractFiles(root);
    expect(differingFiles(root, files)).toEqual([
      'libs/contracts/schemas/crm.vehicle.changed.v1.json',
      'libs/contracts/schemas/envelope.json',
      'libs/contracts/schemas/parts.part.forgotten.v1.json',
    ]);

    writeFiles(root, files);
    expect(differingFiles(root, await contractFiles(root))).toEqual([]);
  });

  it('carry the doc comments of the classes', () => {
    const schema = contractSchemas(docComments(join(repository, 'libs/contracts/src'))).get(
      'crm.vehicle.changed.v1.json',
    );
    expect(schema).toMatchObject({
      description: expect.stringContaining('A vehicle as it is now'),
      properties: { mileageKm: { description: 'Highest reading so far.' } },
    });
  });

  it('describe themselves in a valid AsyncAPI 3 document', async () => {
    const document = readFileSync(join(repository, 'libs/contracts/asyncapi.json'), 'utf8');
    const { document: parsed, diagnostics } = await new Parser().parse(document);
    expect(diagnostics.map(({ code }) => code)).toEqual(['asyncapi-latest-version']); // 3.1 exists: a hint, not a fault
    expect(parsed?.version()).toBe('3.0.0');
    expect(parsed?.channels().length).toBe(
      contractSchemas(docComments(join(repository, 'libs/contracts/src'))).size - 1,
    );
  });
});
